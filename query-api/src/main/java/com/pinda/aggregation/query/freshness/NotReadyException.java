package com.pinda.aggregation.query.freshness;

import com.pinda.aggregation.query.problem.Problems;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.web.ErrorResponseException;

/** A table was never filled, so that nobody knows what is in it: answered 503, naming the table. */
public final class NotReadyException extends ErrorResponseException {

    private static final String RETRY_SECONDS = "5";

    /** Names the tables that were never filled. */
    public NotReadyException(Collection<String> tables) {
        this(tables, null);
    }

    private NotReadyException(Collection<String> tables, @Nullable Throwable cause) {
        super(HttpStatus.SERVICE_UNAVAILABLE, problem(List.copyOf(tables)), cause);
        getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    }

    /**
     * Not ready where a table was not there, else the failure as it came.
     *
     * @param tables those that the statement reads
     */
    public static RuntimeException ifTableMissing(BadSqlGrammarException e, Collection<String> tables) {
        return MissingTable.causes(e) ? new NotReadyException(tables, e) : e;
    }

    private static ProblemDetail problem(List<String> tables) {
        var problem = Problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "not-ready",
                "Not ready",
                "nothing was copied yet into " + String.join(", ", tables) + "; try again");
        problem.setProperty("state", State.LOADING);
        problem.setProperty("tables", tables);
        return problem;
    }
}
