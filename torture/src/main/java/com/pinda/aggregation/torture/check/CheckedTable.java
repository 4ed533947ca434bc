package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A captured table and how far it is checked. All tables that the producer captures have to be named: the numbers
 * within a transaction are without holes over all of them together.
 *
 * @param id the source's table
 * @param key its key columns where the capture names them; empty for those of the primary key
 * @param excluded columns that the capture leaves out, in lower case
 * @param depth what its records are compared with
 * @param copy name of its copy; empty where there is none
 */
public record CheckedTable(TableId id, List<String> key, List<String> excluded, Depth depth, Optional<String> copy) {

    /** What the records of a table are compared with. */
    public enum Depth {
        /** With each value of the binlog. The table keeps its columns during the run. */
        VALUES,
        /**
         * With the places of the binlog and with each other only: each change once, each before image as the key's last
         * after image. For tables whose columns change during the run, for a binlog names no columns.
         */
        CHAIN
    }

    public CheckedTable {
        key = List.copyOf(key);
        excluded = excluded.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** A table {@code database.table} that is checked with all its columns, and whose copy has its name. */
    public static CheckedTable of(String name) {
        var id = TableId.parse(name);
        return new CheckedTable(id, List.of(), List.of(), Depth.VALUES, Optional.of(id.table()));
    }

    /** The same table, whose columns change during the run. */
    public CheckedTable byChain() {
        return new CheckedTable(id, key, excluded, Depth.CHAIN, copy);
    }

    /** The same table, of which these columns are not captured. */
    public CheckedTable without(String... columns) {
        return new CheckedTable(id, key, List.of(columns), depth, copy);
    }

    /** The same table, whose key the capture's settings name. */
    public CheckedTable keyedBy(String... columns) {
        return new CheckedTable(id, List.of(columns), excluded, depth, copy);
    }

    /** The same table with a copy of another name. */
    public CheckedTable copiedAs(String name) {
        return new CheckedTable(id, key, excluded, depth, Optional.of(name));
    }

    /** The same table, which nobody copies. */
    public CheckedTable notCopied() {
        return new CheckedTable(id, key, excluded, depth, Optional.empty());
    }
}
