package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where in the source's log the capture begins. The first start on a data folder decides it, and it is kept: what a
 * start that failed half-way wrote to the source is captured by the next.
 */
final class Beginning {
    private final Path file;

    Beginning(DataFolder folder) {
        this.file = folder.of("capture-from");
    }

    /** The kept position in canal-server's words; nothing while the folder is fresh. */
    Optional<String> kept() {
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void keep(String position) {
        try {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.writeString(fresh, position);
            Files.move(fresh, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
