package com.pinda.aggregation.query.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a page must meet. A null or empty filter adds nothing. Values are bound, never part of the text; a
 * condition on a list in JSON is an {@code EXISTS}, so that it can neither repeat a row nor change the count.
 *
 * <p>Not thread-safe: made, filled and read by one request.
 */
public final class Conditions {

    private static final String ESCAPE = "!";

    /** The TMS's own: keys of copies are compared by their bytes, and who searches for one may not know its case. */
    private static final String COLLATION = "utf8mb4_general_ci";

    private final List<String> texts = new ArrayList<>();
    private final List<Object> values = new ArrayList<>();

    /** The column has this value. */
    public Conditions equal(String column, @Nullable Object value) {
        return value == null || value.equals("") ? this : add(column + " = ?", Stream.of(value));
    }

    /**
     * The column has this text somewhere in it, in capitals or not; {@code %}, {@code _} and {@code \} stand for
     * themselves.
     */
    public Conditions contains(String column, @Nullable String part) {
        if (part == null || part.isEmpty()) {
            return this;
        }
        var pattern =
                part.replace(ESCAPE, ESCAPE + ESCAPE).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_");
        return add(
                column + " COLLATE " + COLLATION + " LIKE ? ESCAPE '" + ESCAPE + "'", Stream.of("%" + pattern + "%"));
    }

    /** The column is a time within this day. */
    public Conditions onDay(String column, @Nullable LocalDate day) {
        return day == null
                ? this
                : add(
                        column + " >= ? AND " + column + " < ?",
                        Stream.of(day.atStartOfDay(), day.plusDays(1).atStartOfDay()));
    }

    /**
     * A text in the column's JSON list has this somewhere in it, in capitals or not.
     *
     * @param path of the text within an entry of the list, as {@code $.driver_name}
     */
    public Conditions contained(String column, String path, @Nullable String part) {
        var entry = new Conditions().contains("e.text", part);
        if (entry.texts.isEmpty()) {
            return this;
        }
        var list = "JSON_TABLE(%s, '$[*]' COLUMNS (text VARCHAR(255) PATH '%s')) e".formatted(column, path);
        return add("EXISTS (SELECT 1 FROM " + list + " WHERE " + entry.joined(" AND ") + ")", entry.values.stream());
    }

    /** All of these conditions are met as well, where the column is 1. */
    public Conditions where(String flag, Conditions more) {
        return more.texts.isEmpty() ? this : add(flag + " = 1", Stream.empty()).and(more);
    }

    /** At least one of these conditions is met; nothing where there are none. */
    public Conditions anyOf(Conditions alternatives) {
        if (alternatives.texts.isEmpty()) {
            return this;
        }
        return add("(" + alternatives.joined(" OR ") + ")", alternatives.values.stream());
    }

    /** All of these conditions are met as well. */
    private Conditions and(Conditions more) {
        texts.addAll(more.texts);
        values.addAll(more.values);
        return this;
    }

    /** Empty, or the WHERE clause with a blank before it. */
    String where() {
        return texts.isEmpty() ? "" : " WHERE " + joined(" AND ");
    }

    /** What is bound, in the order of the question marks. */
    List<Object> values() {
        return Collections.unmodifiableList(values);
    }

    private Conditions add(String text, Stream<?> bound) {
        texts.add(text);
        bound.forEach(values::add);
        return this;
    }

    private String joined(String operator) {
        return texts.stream().map(text -> "(" + text + ")").collect(Collectors.joining(operator));
    }
}
