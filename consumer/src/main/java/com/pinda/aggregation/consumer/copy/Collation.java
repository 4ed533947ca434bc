package com.pinda.aggregation.consumer.copy;

import java.util.Locale;
import java.util.Set;

/**
 * How a copy's text is compared. Keys are compared by their bytes, as the topics tell keys apart: the source may have
 * rows whose keys differ by case, by blanks at their end or by an emoji. So are columns of indexes, else no index could
 * be used where they are joined with a key.
 *
 * @param ofText of all other text
 * @param exact by bytes
 * @param exactNames the columns of the copy's indexes, in lower case
 */
record Collation(String ofText, String exact, Set<String> exactNames) {

    Collation {
        exactNames = Set.copyOf(exactNames);
    }

    /** Whether a column that is not of the key is compared by bytes. */
    boolean isExact(String column) {
        return exactNames.contains(column.toLowerCase(Locale.ROOT));
    }
}
