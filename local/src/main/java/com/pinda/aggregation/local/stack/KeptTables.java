package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tables that were ever named on a data folder, a line each. They are captured by each later start too: what is not
 * captured for a while is missing in the topic and in the copy, and nobody would see it there.
 */
final class KeptTables {
    private final Path file;

    KeptTables(DataFolder folder) {
        this.file = folder.of("tables.txt");
    }

    /** Those that are kept, then those that are not yet; all are kept from now on. */
    List<TableName> with(List<TableName> tables) throws IOException {
        var all = Stream.concat(kept().stream(), tables.stream()).distinct().toList();
        Files.write(file, all.stream().map(TableName::toString).toList());
        return all;
    }

    /** Where a person can take one out. */
    Path file() {
        return file;
    }

    private List<TableName> kept() throws IOException {
        if (Files.notExists(file)) {
            return List.of();
        }
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(TableName::parse)
                    .toList();
        } catch (IllegalArgumentException e) {
            throw new StackFailure("cannot read %s: %s".formatted(file, e.getMessage()), e);
        }
    }
}
