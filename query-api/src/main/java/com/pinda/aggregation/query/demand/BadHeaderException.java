package com.pinda.aggregation.query.demand;

import com.pinda.aggregation.query.problem.Problems;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A header cannot be understood: answered 400, naming it. */
final class BadHeaderException extends ErrorResponseException {

    BadHeaderException(String header, String complaint) {
        super(
                HttpStatus.BAD_REQUEST,
                Problems.of(HttpStatus.BAD_REQUEST, "bad-request", "Bad request", header + " " + complaint),
                null);
        getBody().setProperty("header", header);
    }
}
