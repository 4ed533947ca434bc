package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.problem.BadFieldException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Reads what a caller gave for a filter. */
final class FilterValues {

    private static final int LONGEST = 255;
    private static final int MOST = 50;
    private static final DateTimeFormatter DAY = strict("uuuu-MM-dd");
    private static final DateTimeFormatter TIME = strict("uuuu-MM-dd'T'HH:mm[:ss]");
    private static final LocalDate FIRST = LocalDate.of(1000, 1, 1);
    private static final LocalDate LAST = LocalDate.of(9999, 12, 30);
    private static final String ESCAPE = "!";

    /** The TMS's own: keys are compared by their bytes, and who searches for a part of one may not know its case. */
    private static final String COLLATION = "utf8mb4_general_ci";

    private FilterValues() {}

    /**
     * What rows must meet.
     *
     * @param given each value of the parameter, as the request has it
     * @throws BadFieldException where a value is not of the filter's form
     */
    static Condition condition(Filter filter, List<String> given) {
        var values = split(filter, given);
        return switch (filter.kind()) {
            case CODE -> Condition.in(filter.column(), codes(filter, values));
            case ID, TEXT -> Condition.in(filter.column(), List.copyOf(values));
            case FROM -> Condition.of(column(filter) + " >= ?", moment(filter, single(filter, values), 0));
            case TO -> Condition.of(column(filter) + " < ?", moment(filter, single(filter, values), 1));
            case DAY -> within(filter, day(filter.name(), single(filter, values)));
            case PART -> part(filter, single(filter, values));
        };
    }

    /** The values of a filter that takes a list of them; of another one none. */
    static List<Object> alternatives(Filter filter, List<String> given) {
        return switch (filter.kind()) {
            case CODE -> codes(filter, split(filter, given));
            case ID, TEXT -> List.copyOf(split(filter, given));
            case FROM, TO, DAY, PART -> List.of();
        };
    }

    /** A day, written {@code 2026-02-28}. */
    static LocalDate day(String parameter, String text) {
        try {
            return inRange(parameter, LocalDate.parse(text, DAY));
        } catch (DateTimeException e) {
            throw new BadFieldException(parameter, "must be a day, written yyyy-MM-dd");
        }
    }

    private static List<String> split(Filter filter, List<String> given) {
        var isList = filter.kind() == Filter.Kind.CODE || filter.kind() == Filter.Kind.ID;
        var values = given.stream()
                .flatMap(value -> isList ? Arrays.stream(value.split(",", -1)) : Stream.of(value))
                .map(value -> isList ? value.strip() : value)
                .distinct()
                .toList();
        if (values.stream().anyMatch(String::isEmpty)) {
            throw new BadFieldException(filter.name(), "must not be empty; leave it out for no filter");
        }
        if (values.size() > MOST) {
            throw new BadFieldException(filter.name(), "may have at most " + MOST + " values");
        }
        if (values.stream().anyMatch(value -> value.length() > LONGEST)) {
            throw new BadFieldException(filter.name(), "may have at most " + LONGEST + " characters");
        }
        return values;
    }

    private static String single(Filter filter, List<String> values) {
        if (values.size() > 1) {
            throw new BadFieldException(filter.name(), "may be given once only");
        }
        return values.get(0);
    }

    private static List<Object> codes(Filter filter, List<String> values) {
        try {
            return values.stream().<Object>map(Integer::valueOf).distinct().toList();
        } catch (NumberFormatException e) {
            throw new BadFieldException(
                    filter.name(), "must be whole numbers of 32 bits, with commas between them: 1,2");
        }
    }

    private static LocalDateTime moment(Filter filter, String text, int daysLater) {
        try {
            return text.length() == "yyyy-MM-dd".length()
                    ? day(filter.name(), text).plusDays(daysLater).atStartOfDay()
                    : time(filter, text);
        } catch (DateTimeException e) {
            throw new BadFieldException(
                    filter.name(), "must be a day or a time without a zone, written yyyy-MM-dd or yyyy-MM-ddTHH:mm:ss");
        }
    }

    private static LocalDateTime time(Filter filter, String text) {
        var time = LocalDateTime.parse(text.replace(' ', 'T'), TIME);
        inRange(filter.name(), time.toLocalDate());
        return time;
    }

    private static LocalDate inRange(String parameter, LocalDate day) {
        if (day.isBefore(FIRST) || day.isAfter(LAST)) {
            throw new BadFieldException(parameter, "must be from " + FIRST + " to " + LAST);
        }
        return day;
    }

    private static Condition within(Filter filter, LocalDate day) {
        var column = column(filter);
        return Condition.of(
                "(" + column + " >= ? AND " + column + " < ?)",
                day.atStartOfDay(),
                day.plusDays(1).atStartOfDay());
    }

    private static Condition part(Filter filter, String text) {
        var escaped =
                text.replace(ESCAPE, ESCAPE + ESCAPE).replace("%", ESCAPE + "%").replace("_", ESCAPE + "_");
        return filter.columns().stream()
                .map(column -> Condition.of(
                        Names.quoted(column) + " COLLATE " + COLLATION + " LIKE ? ESCAPE '" + ESCAPE + "'",
                        "%" + escaped + "%"))
                .reduce((one, other) -> one.joined("OR", other))
                .orElseThrow(() -> new IllegalStateException("a filter has no column: " + filter.name()));
    }

    private static String column(Filter filter) {
        return Names.quoted(filter.column());
    }

    private static DateTimeFormatter strict(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);
    }
}
