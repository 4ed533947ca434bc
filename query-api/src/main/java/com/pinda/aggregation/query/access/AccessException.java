package com.pinda.aggregation.query.access;

import com.pinda.aggregation.query.problem.Problems;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.ErrorResponseException;

/** A caller is not let: answered 401, 403 or 429. */
final class AccessException extends ErrorResponseException {

    private AccessException(HttpStatus status, String kind, String title, String detail) {
        super(status, Problems.of(status, kind, title, detail), null);
    }

    /** @param how how a caller shows who it is */
    static AccessException unknown(String how) {
        return new AccessException(
                HttpStatus.UNAUTHORIZED, "unauthorized", "Unauthorized", "nobody known asks; " + how);
    }

    static AccessException forbidden() {
        return new AccessException(HttpStatus.FORBIDDEN, "forbidden", "Forbidden", "the caller lacks the role reader");
    }

    static AccessException tooMany(Duration wait) {
        var seconds = Math.max(1, wait.plusSeconds(1).minusNanos(1).toSeconds());
        var problem = new AccessException(
                HttpStatus.TOO_MANY_REQUESTS,
                "too-many-requests",
                "Too many requests",
                "the caller asks too often; ask again in " + seconds + " s");
        problem.getHeaders().set(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
        return problem;
    }
}
