package com.pinda.aggregation.query.problem;

import com.pinda.aggregation.schema.wire.Reason;
import java.net.URI;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.dao.RecoverableDataAccessException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.transaction.TransactionException;
import org.springframework.validation.FieldError;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/** Every failure leaves as a problem of ours, with a sentence for the caller and nothing about our insides. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final String RETRY_SECONDS = "5";

    @Override
    protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return handleExceptionInternal(e, UnreadableBody.problem(e.getCause()), headers, status, request);
    }

    @Override
    protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var first = e.getFieldErrors().stream()
                .min(Comparator.comparing(FieldError::getField))
                .orElseThrow(() -> new IllegalStateException("a body is invalid, but none of its fields", e));
        var problem = BadFieldException.problem(first.getField(), String.valueOf(first.getDefaultMessage()));
        return handleExceptionInternal(e, problem, headers, status, request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> tooSlow(QueryTimeoutException e, WebRequest request) {
        log.warn("query ended, it took too long: request={}", request.getDescription(false));
        return unavailable(
                e, "query-timeout", "Query took too long", "the search took too long; ask for less", request);
    }

    @ExceptionHandler({
        DataAccessResourceFailureException.class,
        RecoverableDataAccessException.class,
        TransientDataAccessException.class,
        TransactionException.class
    })
    @Nullable ResponseEntity<Object> databaseAway(RuntimeException e, WebRequest request) {
        log.warn("database does not answer: request={} cause={}", request.getDescription(false), Reason.of(e));
        return unavailable(
                e, "database-unavailable", "Database unavailable", "the database does not answer; try again", request);
    }

    @ExceptionHandler
    @Nullable ResponseEntity<Object> anythingElse(RuntimeException e, WebRequest request) {
        log.error("request failed: request={}", request.getDescription(false), e);
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        var problem = Problems.of(status, "internal-error", "Internal error", "the request failed; the log says why");
        return handleExceptionInternal(e, problem, new HttpHeaders(), status, request);
    }

    private @Nullable ResponseEntity<Object> unavailable(
            RuntimeException e, String kind, String title, String detail, WebRequest request) {
        var headers = new HttpHeaders();
        headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
        var status = HttpStatus.SERVICE_UNAVAILABLE;
        return handleExceptionInternal(e, Problems.of(status, kind, title, detail), headers, status, request);
    }

    /** Gives what the framework answers by itself a type of ours, so that a caller can tell problems by one field. */
    @Override
    protected ResponseEntity<Object> createResponseEntity(
            @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (body instanceof ProblemDetail problem && !isOurs(problem)) {
            problem.setType(URI.create(Problems.TYPE_PREFIX + kind(problem)));
        }
        return super.createResponseEntity(body, headers, status, request);
    }

    private static boolean isOurs(ProblemDetail problem) {
        return problem.getType() != null && problem.getType().toString().startsWith(Problems.TYPE_PREFIX);
    }

    private static String kind(ProblemDetail problem) {
        var title = problem.getTitle() == null ? "status-" + problem.getStatus() : problem.getTitle();
        return title.toLowerCase(Locale.ROOT).replace(' ', '-');
    }
}
