package com.pinda.aggregation.query.problem;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A field of the request has a value that cannot be used: answered 400, naming the field. */
public final class BadFieldException extends ErrorResponseException {

    /**
     * Names the field and what is wrong with it.
     *
     * @param reason what the field must be, as a sentence without the field's name: {@code must be 100 or less}
     */
    public BadFieldException(String field, String reason) {
        super(HttpStatus.BAD_REQUEST, problem(field, reason), null);
    }

    static ProblemDetail problem(String field, String reason) {
        var problem = Problems.of(HttpStatus.BAD_REQUEST, "bad-request", "Bad request", field + " " + reason);
        problem.setProperty("field", field);
        return problem;
    }
}
