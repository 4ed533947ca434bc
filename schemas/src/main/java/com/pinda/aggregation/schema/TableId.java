package com.pinda.aggregation.schema;

/**
 * A table of a source.
 *
 * @param database its database, as the source spells it
 * @param table its name, as the source spells it
 */
public record TableId(String database, String table) implements Comparable<TableId> {

    public TableId {
        if (database.isEmpty() || table.isEmpty()) {
            throw new IllegalArgumentException("a table is named database.table, not '" + database + "." + table + "'");
        }
    }

    /**
     * Reads {@code database.table}; the first dot separates.
     *
     * @throws IllegalArgumentException where there is no dot, or nothing beside it
     */
    public static TableId parse(String text) {
        var dot = text.indexOf('.');
        if (dot < 0) {
            throw new IllegalArgumentException("a table is named database.table, not '" + text + "'");
        }
        return new TableId(text.substring(0, dot), text.substring(dot + 1));
    }

    @Override
    public int compareTo(TableId other) {
        var byDatabase = database.compareTo(other.database);
        return byDatabase != 0 ? byDatabase : table.compareTo(other.table);
    }

    /** {@code database.table}. */
    @Override
    public String toString() {
        return database + "." + table;
    }
}
