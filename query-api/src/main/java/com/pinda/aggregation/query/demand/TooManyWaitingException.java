package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.problem.Problems;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** So many requests wait already that one more is not let: answered 503. */
final class TooManyWaitingException extends ErrorResponseException {

    private static final HttpStatus STATUS = HttpStatus.SERVICE_UNAVAILABLE;
    private static final String RETRY_SECONDS = "1";

    TooManyWaitingException() {
        super(
                STATUS,
                Problems.of(STATUS, "too-many-waiting", "Too many waiting", "too many requests wait; try again"),
                null);
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }
}
