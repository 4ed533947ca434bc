package com.pinda.aggregation.query.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a page must meet. A null or empty filter adds nothing. Values are bound, never part of the text; a
 * condition on a list in JSON is an {@code EXISTS}, so that it can neither repeat a row nor change the count. What a
 * caller sees masked is found whole only, so that nobody can guess it piece by piece.
 *
 * <p>Not thread-safe: made, filled and read by one request.
 */
public final class Conditions {

    private static final String ESCAPE = "!";

    /** The TMS's own: keys of copies are compared by their bytes, and who searches for one may not know its case. */
    private static final String COLLATION = "utf8mb4_general_ci";

    /** MySQL 9 makes a semijoin of it else, which finds rows that do not meet it. To MariaDB it is a comment. */
    private static final String ROW_BY_ROW = "/*+ NO_SEMIJOIN() */";

    private final List<Condition> all = new ArrayList<>();

    /**
     * SQL, and what is bound.
     *
     * @param values in the order of the question marks
     */
    record Bound(String text, List<Object> values) {

        Bound {
            values = List.copyOf(values);
        }
    }

    /** One condition, for a caller to whom some paths of the view are hidden. */
    @FunctionalInterface
    private interface Condition {
        Bound bound(Predicate<String> hidden);
    }

    /** The column has this value. */
    public Conditions equal(String column, @Nullable Object value) {
        return value == null || value.equals("") ? this : add(new Bound(column + " = ?", List.of(value)));
    }

    /**
     * The column has this text somewhere in it, in capitals or not; {@code %}, {@code _} and {@code \} stand for
     * themselves.
     */
    public Conditions contains(String column, @Nullable String part) {
        return contains(path(column), column, part);
    }

    private Conditions contains(String path, String column, @Nullable String part) {
        if (part == null || part.isEmpty()) {
            return this;
        }
        var compared = column + " COLLATE " + COLLATION;
        var pattern =
                part.replace(ESCAPE, ESCAPE + ESCAPE).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_");
        all.add(hidden -> hidden.test(path)
                ? new Bound(compared + " = ?", List.of(part))
                : new Bound(compared + " LIKE ? ESCAPE '" + ESCAPE + "'", List.of("%" + pattern + "%")));
        return this;
    }

    /** The column as the view has it, without the alias. */
    private static String path(String column) {
        return column.substring(column.indexOf('.') + 1);
    }

    /** The column is a time within this day. */
    public Conditions onDay(String column, @Nullable LocalDate day) {
        return day == null
                ? this
                : add(new Bound(
                        column + " >= ? AND " + column + " < ?",
                        List.of(day.atStartOfDay(), day.plusDays(1).atStartOfDay())));
    }

    /**
     * A text in the column's JSON list has this somewhere in it, in capitals or not.
     *
     * @param path of the text within an entry of the list, as {@code $.driver_name}
     */
    public Conditions contained(String column, String path, @Nullable String part) {
        var entry = new Conditions().contains(path(column) + path.substring(1), "e.text", part);
        if (!entry.all.isEmpty()) {
            var list = "JSON_TABLE(%s, '$[*]' COLUMNS (text VARCHAR(255) PATH '%s')) e".formatted(column, path);
            all.add(hidden -> {
                var met = entry.joined(" AND ", hidden);
                return new Bound(
                        "EXISTS (SELECT " + ROW_BY_ROW + " 1 FROM " + list + " WHERE " + met.text + ")", met.values);
            });
        }
        return this;
    }

    /** All of these conditions are met as well, where the column is 1. */
    public Conditions where(String flag, Conditions more) {
        if (!more.all.isEmpty()) {
            add(new Bound(flag + " = 1", List.of()));
            all.addAll(more.all);
        }
        return this;
    }

    /** At least one of these conditions is met; nothing where there are none. */
    public Conditions anyOf(Conditions alternatives) {
        if (!alternatives.all.isEmpty()) {
            all.add(hidden -> {
                var met = alternatives.joined(" OR ", hidden);
                return new Bound("(" + met.text + ")", met.values);
            });
        }
        return this;
    }

    /**
     * Empty, or the WHERE clause with a blank before it.
     *
     * @param hidden paths of the view that the caller sees masked
     */
    Bound where(Predicate<String> hidden) {
        var met = joined(" AND ", hidden);
        return all.isEmpty() ? met : new Bound(" WHERE " + met.text, met.values);
    }

    private Conditions add(Bound bound) {
        all.add(hidden -> bound);
        return this;
    }

    private Bound joined(String operator, Predicate<String> hidden) {
        var each = all.stream().map(condition -> condition.bound(hidden)).toList();
        return new Bound(
                each.stream().map(bound -> "(" + bound.text + ")").collect(Collectors.joining(operator)),
                each.stream().flatMap(bound -> bound.values.stream()).toList());
    }
}
