package com.pinda.aggregation.canal.history;

/** A table of the source, named as the binlog names it. */
public record TableName(String database, String table) {

    @Override
    public String toString() {
        return database + "." + table;
    }
}
