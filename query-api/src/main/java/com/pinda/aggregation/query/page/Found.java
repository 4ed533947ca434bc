package com.pinda.aggregation.query.page;

import java.time.Duration;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A page and how old it may be.
 *
 * @param age lag of the copy furthest behind among those read; empty where it is not known
 */
public record Found<T>(Page<T> page, Optional<Duration> age) {

    /** The page as it is answered: its age is a header, in whole seconds, rounded up. */
    public ResponseEntity<Page<T>> answer() {
        var answer = ResponseEntity.ok();
        age.ifPresent(lag -> answer.header(HttpHeaders.AGE, Long.toString(roundedUp(lag))));
        return answer.body(page);
    }

    private static long roundedUp(Duration lag) {
        return lag.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
