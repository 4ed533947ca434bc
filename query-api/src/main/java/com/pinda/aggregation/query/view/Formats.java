package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.problem.BadFieldException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** Which of the formats of a list a caller prefers. */
final class Formats {

    private static final MediaType CSV = MediaType.parseMediaType("text/csv");

    private Formats() {}

    /** The parameter {@code format} says it, else the header Accept; without either it is JSON. */
    static boolean wantsCsv(Map<String, List<String>> parameters, @Nullable String accept) {
        var format = ListRequests.one(parameters, "format");
        if (format.isPresent()) {
            return switch (format.get()) {
                case "csv" -> true;
                case "json" -> false;
                default -> throw new BadFieldException("format", "must be json or csv");
            };
        }
        return accept != null && prefersCsv(accept);
    }

    private static boolean prefersCsv(String accept) {
        try {
            var accepted = new ArrayList<>(MediaType.parseMediaTypes(accept));
            MimeTypeUtils.sortBySpecificity(accepted);
            accepted.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
            for (var each : accepted) {
                if (each.includes(MediaType.APPLICATION_JSON)) {
                    return false;
                }
                if (each.includes(CSV)) {
                    return true;
                }
            }
            return false;
        } catch (InvalidMediaTypeException e) {
            return false;
        }
    }
}
