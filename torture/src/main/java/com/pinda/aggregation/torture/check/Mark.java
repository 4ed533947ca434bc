package com.pinda.aggregation.torture.check;

import java.util.Map;

/**
 * The begin or the end of a source transaction, as the topic of transactions tells it.
 *
 * @param transaction its id
 * @param records how many records it has; of an end only
 * @param tables how many of them each table has, by {@code database.table}; of an end only
 */
record Mark(RecordPlace at, boolean end, String transaction, long records, Map<String, Long> tables) {

    Mark {
        tables = Map.copyOf(tables);
    }
}
