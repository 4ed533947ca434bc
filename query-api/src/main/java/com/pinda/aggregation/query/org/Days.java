package com.pinda.aggregation.query.org;

import com.pinda.aggregation.query.problem.BadFieldException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The days of a summary.
 *
 * @param last the same as the first, or later
 */
record Days(LocalDate first, LocalDate last) {

    private static final int MOST = 366;
    private static final List<String> KNOWN = List.of("date", "from", "to");
    private static final DateTimeFormatter FORMAT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    /**
     * Those that the parameters name: {@code date}, or {@code from} and {@code to}.
     *
     * @throws BadFieldException where they name none, or too many
     */
    static Days of(Map<String, List<String>> parameters) {
        parameters.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(unknown -> {
                    throw new BadFieldException(unknown, "is not known here; known are " + String.join(", ", KNOWN));
                });
        if (parameters.containsKey("date")) {
            if (parameters.size() > 1) {
                throw new BadFieldException("date", "is instead of from and to");
            }
            var day = day(parameters, "date");
            return new Days(day, day);
        }
        if (!parameters.containsKey("from") && !parameters.containsKey("to")) {
            throw new BadFieldException("date", "is required, or from and to");
        }
        var days = new Days(day(parameters, "from"), day(parameters, "to"));
        if (days.last().isBefore(days.first())) {
            throw new BadFieldException("to", "must not be before from");
        }
        if (ChronoUnit.DAYS.between(days.first(), days.last()) >= MOST) {
            throw new BadFieldException("to", "may be at most " + MOST + " days from the first");
        }
        return days;
    }

    private static LocalDate day(Map<String, List<String>> parameters, String name) {
        var given = parameters.getOrDefault(name, List.of());
        if (given.size() != 1) {
            throw new BadFieldException(name, given.isEmpty() ? "is required" : "may be given once only");
        }
        try {
            var day = LocalDate.parse(given.get(0), FORMAT);
            if (day.getYear() >= 1000 && day.getYear() < 9999) {
                return day;
            }
        } catch (DateTimeException e) {
            throw new BadFieldException(name, "must be a day, written yyyy-MM-dd");
        }
        throw new BadFieldException(name, "must be from the year 1000 to 9998");
    }
}
