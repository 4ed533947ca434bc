package com.pinda.aggregation.consumer.copy;

import java.util.Set;

/**
 * A copy is not, or not any more, its topic's: another consumer made it again, or applies the topic to another table.
 */
final class MovedCopyException extends RuntimeException {

    private final transient Set<CopiedTable> tables;

    MovedCopyException(Set<CopiedTable> tables) {
        super("these copies were dropped or made again by another consumer: " + tables);
        this.tables = Set.copyOf(tables);
    }

    Set<CopiedTable> tables() {
        return tables;
    }
}
