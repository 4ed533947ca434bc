package com.pinda.aggregation.torture.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values of named columns as text that two values share only if they are equal: {@code 5}, {@code 1.50},
 * {@code 'text'}, {@code 0x00ff}, {@code 2026-03-02T09:00:00.000000}; null is SQL's NULL.
 */
final class Row {

    private static final int LONGEST_SHOWN = 200;

    private final List<String> names;
    private final @Nullable String[] values;

    /** A row that keeps both as they are; rows of one table share the names. */
    Row(List<String> names, @Nullable String[] values) {
        if (names.size() != values.length) {
            throw new IllegalArgumentException(names.size() + " names of " + values.length + " values");
        }
        this.names = names;
        this.values = values;
    }

    List<String> names() {
        return names;
    }

    @Nullable String value(int column) {
        return values[column];
    }

    int size() {
        return values.length;
    }

    /** The columns of these names, in their order. */
    Row only(List<String> wanted) {
        return new Row(
                wanted, wanted.stream().map(name -> values[names.indexOf(name)]).toArray(String[]::new));
    }

    /** The same row with another value. */
    Row with(String name, @Nullable String value) {
        var changed = values.clone();
        changed[names.indexOf(name)] = value;
        return new Row(names, changed);
    }

    /**
     * What another row of the same table has otherwise, column by column, this row's value first; empty where equal.
     */
    List<String> differences(Row other, String mine, String theirs) {
        if (names.equals(other.names) && Arrays.equals(values, other.values)) {
            return List.of();
        }
        var found = new ArrayList<String>();
        for (int i = 0; i < values.length; i++) {
            var at = other.names.indexOf(names.get(i));
            if (at < 0) {
                found.add("column " + names.get(i) + " is missing in " + theirs);
            } else if (!Objects.equals(values[i], other.values[at])) {
                found.add("column " + names.get(i) + " is " + shown(values[i]) + " in " + mine + " and "
                        + shown(other.values[at]) + " in " + theirs);
            }
        }
        for (var name : other.names) {
            if (!names.contains(name)) {
                found.add("column " + name + " is in " + theirs + " only");
            }
        }
        return found;
    }

    static String shown(@Nullable String value) {
        if (value == null) {
            return "NULL";
        }
        return value.length() <= LONGEST_SHOWN
                ? value
                : value.substring(0, LONGEST_SHOWN) + "… (" + value.length() + " characters)";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Row row && names.equals(row.names) && Arrays.equals(values, row.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    /** {@code id=5, name='x'}. */
    @Override
    public String toString() {
        var text = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            text.append(i == 0 ? "" : ", ").append(names.get(i)).append('=').append(shown(values[i]));
        }
        return text.toString();
    }
}
