package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.freshness.Stand;
import com.pinda.aggregation.query.problem.Problems;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;

/**
 * Answers requests for the rows of views. Each answer says how far the view is, and has an ETag over all that it says,
 * by which the framework answers 304 where the caller has it already.
 */
@Component
public class ViewAnswers {

    private static final int TAG_BYTES = 16;

    private final ViewRows rows;
    private final Exports exports;

    ViewAnswers(ViewRows rows, Exports exports) {
        this.rows = rows;
        this.exports = exports;
    }

    /**
     * A page of a list as JSON, or all of it as CSV where the caller prefers that.
     *
     * @return null where the answer is written already
     */
    public @Nullable ResponseEntity<byte[]> list(
            Resource resource,
            MultiValueMap<String, String> parameters,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        if (Formats.wantsCsv(parameters, request.getHeader(HttpHeaders.ACCEPT))) {
            exports.write(resource, parameters, response);
            return null;
        }
        var looked = rows.page(resource, parameters);
        var page = looked.found();
        var headers = ViewHeaders.of(looked.stand());
        if (page.next() != null) {
            headers.set(HttpHeaders.LINK, "<" + link(request, parameters, page.next()) + ">; rel=\"next\"");
        }
        var next = page.next() == null ? "null" : "\"" + page.next() + "\"";
        return answer(headers, "{\"items\":" + page.items() + ",\"next\":" + next + "}");
    }

    /**
     * One row.
     *
     * @throws ErrorResponseException 404 where there is none
     */
    public ResponseEntity<byte[]> one(Resource resource, String key, MultiValueMap<String, String> parameters) {
        var looked = rows.one(resource, key, parameters);
        var row = looked.found()
                .orElseThrow(() -> new ErrorResponseException(
                        HttpStatus.NOT_FOUND,
                        Problems.of(
                                HttpStatus.NOT_FOUND,
                                "not-found",
                                "Not found",
                                "there is nothing of this id in " + resource.name()),
                        null));
        return answer(ViewHeaders.of(looked.stand()), row);
    }

    /**
     * How many rows meet the filters, for each combination of codes that there is.
     *
     * @param by columns of codes, each of which has one of its name with {@code _name} behind it
     */
    public ResponseEntity<byte[]> count(Resource resource, List<String> by, MultiValueMap<String, String> parameters) {
        var looked = rows.count(resource, by, parameters);
        return answer(ViewHeaders.of(looked.stand()), CountJson.of(by, looked.found()));
    }

    /** Reads all rows that meet filters, for an answer that is made of them. */
    public Rows all(Resource resource, MultiValueMap<String, String> filters) {
        var looked = rows.all(resource, filters);
        return new Rows(
                looked.stand(),
                ShownJson.JSON.readTree(looked.found()).valueStream().toList());
    }

    /**
     * Rows as an answer shows them.
     *
     * @param stand how far their view is
     */
    public record Rows(Stand stand, List<JsonNode> items) {

        /** Copies the list. */
        public Rows {
            items = List.copyOf(items);
        }

        /** An answer that was made of them. */
        public ResponseEntity<byte[]> answer(JsonNode body) {
            return ViewAnswers.answer(ViewHeaders.of(stand), ShownJson.JSON.writeValueAsString(body));
        }
    }

    private static ResponseEntity<byte[]> answer(HttpHeaders headers, String json) {
        var body = json.getBytes(StandardCharsets.UTF_8);
        return ResponseEntity.ok()
                .headers(headers)
                .eTag(tag(body))
                .contentType(MediaType.APPLICATION_JSON)
                .body(body);
    }

    private static String tag(byte[] body) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(body);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, TAG_BYTES));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String link(HttpServletRequest request, MultiValueMap<String, String> parameters, String next) {
        return request.getRequestURI() + "?"
                + Stream.concat(
                                parameters.entrySet().stream()
                                        .filter(given -> !given.getKey().equals("cursor"))
                                        .flatMap(given -> given.getValue().stream()
                                                .map(value -> Map.entry(given.getKey(), value))),
                                Stream.of(Map.entry("cursor", next)))
                        .map(pair -> encoded(pair.getKey()) + "=" + encoded(pair.getValue()))
                        .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
