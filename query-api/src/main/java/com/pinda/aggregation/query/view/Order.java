package com.pinda.aggregation.query.view;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a list is sorted: by a column that may be NULL, if there is one, then by the key, all in one direction. NULL is
 * less than any value, as it is to the server.
 *
 * @param sort the column; null for the key alone
 * @param key columns that are never NULL
 */
record Order(@Nullable String sort, List<String> key, boolean descending) {

    Order {
        key = List.copyOf(key);
    }

    /** The columns in their order. */
    List<String> columns() {
        return Stream.concat(Stream.ofNullable(sort), key.stream()).toList();
    }

    /** What follows ORDER BY, of columns of these names. */
    String by(List<String> names) {
        return names.stream().map(name -> name + (descending ? " DESC" : "")).collect(Collectors.joining(", "));
    }

    /**
     * Whether a row comes after this one, so that an index on the columns is entered at that place.
     *
     * @param row the values of the columns
     */
    Condition after(List<@Nullable String> row) {
        var position = sort == null ? 0 : 1;
        var byKey = afterKey(row.subList(position, row.size()), 0);
        if (sort == null) {
            return byKey;
        }
        var column = Names.quoted(sort);
        var value = row.get(0);
        if (value == null) {
            var within = Condition.of(column + " IS NULL").joined("AND", byKey);
            return descending ? within : Condition.of(column + " IS NOT NULL").joined("OR", within);
        }
        var within = Condition.of(column + " = ?", value).joined("AND", byKey);
        var beyond =
                Condition.of(column + (descending ? " < ?" : " > ?"), value).joined("OR", within);
        return descending ? Condition.of(column + " IS NULL").joined("OR", beyond) : beyond;
    }

    private Condition afterKey(List<@Nullable String> row, int index) {
        var column = Names.quoted(key.get(index));
        var value = String.valueOf(row.get(index));
        var beyond = Condition.of(column + (descending ? " < ?" : " > ?"), value);
        return index == key.size() - 1
                ? beyond
                : beyond.joined("OR", Condition.of(column + " = ?", value).joined("AND", afterKey(row, index + 1)));
    }

    /** The columns as names of their own: {@code _k0}, {@code _k1}. */
    List<String> aliases() {
        var aliases = new ArrayList<String>();
        for (int i = 0; i < columns().size(); i++) {
            aliases.add("_k" + i);
        }
        return aliases;
    }
}
