package com.pinda.aggregation.torture.rig;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;

/** Where all data of a rig is; deleted at the end. */
record Folder(Path path) implements AutoCloseable {

    /** The one that is asked for, else a temporary one. */
    static Folder of(Optional<Path> asked) {
        try {
            return new Folder(
                    asked.isPresent()
                            ? Files.createDirectories(asked.get()).toAbsolutePath()
                            : Files.createTempDirectory("pd-rig-"));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the rig's folder", e);
        }
    }

    /** A part's own folder in it. */
    Path of(String part) {
        try {
            return Files.createDirectories(path.resolve(part));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make the folder of " + part, e);
        }
    }

    @Override
    public void close() {
        try (var files = Files.walk(path)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
