package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.freshness.Reached;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.http.HttpHeaders;

/**
 * How fresh an answer has to be.
 *
 * @param position what has to be in it; empty: anything
 * @param maxAge how old it may be; empty: of any age. 0 stands for all that was committed when it was asked for
 * @param asked when it was asked for
 * @param patience how long it may be waited for; empty: the caller does not wait
 */
record Demand(
        Optional<SourcePosition> position, Optional<Duration> maxAge, Instant asked, Optional<Duration> patience) {

    static final String MIN_POSITION = "Cdc-Min-Position";
    static final String PREFER = "Prefer";

    private static final Pattern MAX_AGE = Pattern.compile("max-age\\s*=\\s*\"?([^\"]*)\"?", Pattern.CASE_INSENSITIVE);
    private static final Pattern WAIT = Pattern.compile("wait\\s*=\\s*\"?([^\"]*)\"?", Pattern.CASE_INSENSITIVE);

    /**
     * Reads a request's headers.
     *
     * @param most longest that anybody is let wait
     * @throws BadHeaderException where one cannot be understood
     */
    static Demand of(HttpServletRequest request, Instant now, Duration most) {
        var position = Optional.ofNullable(request.getHeader(MIN_POSITION)).map(Demand::position);
        var maxAge = seconds(request, HttpHeaders.CACHE_CONTROL, MAX_AGE, "max-age");
        var patience = seconds(request, PREFER, WAIT, "wait").map(wait -> wait.compareTo(most) > 0 ? most : wait);
        // browsers send it by themselves when a page is loaded again
        var asked = maxAge.filter(age -> !age.isZero() || patience.isPresent());
        return new Demand(position, asked, now, patience);
    }

    private static SourcePosition position(String text) {
        try {
            return SourcePosition.parse(text.strip());
        } catch (IllegalArgumentException e) {
            throw new BadHeaderException(MIN_POSITION, "must be " + SourcePosition.FORMS);
        }
    }

    private static Optional<Duration> seconds(
            HttpServletRequest request, String header, Pattern directive, String name) {
        return Collections.list(request.getHeaders(header)).stream()
                .flatMap(value -> Stream.of(value.split("[,;]")))
                .map(value -> directive.matcher(value.strip()))
                .filter(value -> value.matches())
                .map(value -> value.group(1))
                .findFirst()
                .map(value -> seconds(header, name, value));
    }

    private static Duration seconds(String header, String name, String value) {
        if (!value.matches("\\d{1,9}")) {
            throw new BadHeaderException(header, "must have whole seconds in " + name + ", as " + name + "=5");
        }
        return Duration.ofSeconds(Long.parseLong(value));
    }

    boolean isNone() {
        return position.isEmpty() && maxAge.isEmpty();
    }

    /** Whether all that is demanded was reached. */
    boolean isMetBy(Reached reached, Instant now) {
        return position.map(wanted -> wanted.isIn(reached)).orElse(true)
                && wantedMs(now)
                        .map(wanted -> reached.aliveMs().orElse(0L) >= wanted)
                        .orElse(true);
    }

    /** The moment up to which all must be in it. */
    private Optional<Long> wantedMs(Instant now) {
        return maxAge.map(age -> (age.isZero() ? asked : now.minus(age)).toEpochMilli());
    }

    /** In words. */
    String wanted() {
        return Stream.concat(
                        position.map(Object::toString).stream(),
                        maxAge.map(age -> "max-age=" + age.toSeconds()).stream())
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
    }
}
