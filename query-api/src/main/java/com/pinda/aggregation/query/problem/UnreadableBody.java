package com.pinda.aggregation.query.problem;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Says in the caller's words why a body could not be read; never names a class of ours. */
final class UnreadableBody {

    private UnreadableBody() {}

    static ProblemDetail problem(@Nullable Throwable cause) {
        if (cause instanceof UnrecognizedPropertyException unknown) {
            return BadFieldException.problem(
                    unknown.getPropertyName(), "is not known here; known are " + known(unknown));
        }
        if (cause instanceof MismatchedInputException mismatch) {
            return wrongType(mismatch, mismatch.getTargetType());
        }
        if (cause instanceof InputCoercionException tooLarge) {
            return wrongType(tooLarge, tooLarge.getTargetType());
        }
        if (cause instanceof StreamReadException malformed) {
            return withoutField("the body is not valid JSON" + place(malformed));
        }
        return withoutField("the body must be a JSON object");
    }

    private static ProblemDetail wrongType(JacksonException e, Class<?> expected) {
        var path = path(e);
        return path.isEmpty()
                ? withoutField("the body must be a JSON object")
                : BadFieldException.problem(path, "must be " + expected(expected));
    }

    private static ProblemDetail withoutField(String detail) {
        return Problems.of(HttpStatus.BAD_REQUEST, "bad-request", "Bad request", detail);
    }

    private static List<String> known(UnrecognizedPropertyException unknown) {
        return Objects.requireNonNullElse(unknown.getKnownPropertyIds(), List.of()).stream()
                .map(String::valueOf)
                .sorted()
                .toList();
    }

    private static String path(JacksonException e) {
        return e.getPath().stream()
                .map(JacksonException.Reference::getPropertyName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
    }

    private static String expected(Class<?> type) {
        if (type == LocalDate.class) {
            return "a day from 1000-01-01 to 9999-12-30, written yyyy-MM-dd";
        }
        return type == String.class ? "a text" : "a whole number of 32 bits";
    }

    private static String place(StreamReadException malformed) {
        var at = malformed.getLocation();
        return at == null ? "" : ": line " + at.getLineNr() + ", column " + at.getColumnNr();
    }
}
