package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/** Asks a server over HTTP how it is. */
final class HttpCheck {
    private static final int LONGEST_ANSWER = 300;

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();

    private HttpCheck() {}

    /** Nothing when the answer is 200, else what came instead. */
    static Optional<String> problem(String url) {
        try {
            var answer = HTTP.send(request(url), BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.empty()
                    : Optional.of("%s answers %d %s".formatted(url, answer.statusCode(), shortened(answer.body())));
        } catch (IOException e) {
            return Optional.of(url + " does not answer");
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** The body of the answer, nothing when there is none. */
    static Optional<String> body(String url) {
        try {
            var answer = HTTP.send(request(url), BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static HttpRequest request(String url) {
        return HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
    }

    private static String shortened(String body) {
        return body.length() <= LONGEST_ANSWER ? body : body.substring(0, LONGEST_ANSWER) + "…";
    }

    private static StackFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new StackFailure("interrupted", e);
    }
}
