package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
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

    /**
     * Those that are kept, then those that are not yet; all are kept from now on.
     *
     * @param others what is captured beside them
     * @throws StackFailure where two would have a copy of one name; then nothing is kept that was not
     */
    List<TableName> with(List<TableName> tables, List<TableName> others) throws IOException {
        var kept = kept();
        var all = Stream.concat(kept.stream(), tables.stream()).distinct().toList();
        checkCopies(Stream.concat(others.stream(), all.stream()).distinct().toList());
        if (!all.equals(kept)) {
            var fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.write(fresh, all.stream().map(TableName::toString).toList());
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        return all;
    }

    private void checkCopies(List<TableName> tables) {
        var byName = new HashMap<String, TableName>();
        for (var table : tables) {
            var other = byName.put(table.name(), table);
            if (other != null) {
                throw new StackFailure(
                        "%s and %s would both be copied to %s; leave one out of --tables, or take it out of %s"
                                .formatted(other, table, table.name(), file));
            }
            if (table.name().startsWith("_")) {
                throw new StackFailure(
                        "%s cannot be copied, names that begin with _ are the consumer's own; leave it out of --tables"
                                .formatted(table));
            }
        }
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
