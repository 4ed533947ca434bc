package com.pinda.aggregation.query.problem;

import java.net.URI;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;

/** Makes problem details whose type is one of ours: {@code urn:pd-aggregation:problem:<kind>}. */
public final class Problems {

    /** What every type of ours begins with. */
    public static final String TYPE_PREFIX = "urn:pd-aggregation:problem:";

    private Problems() {}

    /**
     * A problem of that kind.
     *
     * @param kind last part of the type, such as {@code not-ready}
     * @param detail a sentence that the caller can act on
     */
    public static ProblemDetail of(HttpStatusCode status, String kind, String title, String detail) {
        var problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setType(URI.create(TYPE_PREFIX + kind));
        problem.setTitle(title);
        return problem;
    }
}
