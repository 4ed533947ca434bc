package com.pinda.aggregation.torture.rig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Asks a page that answers 200 while all is well. */
record HttpProbe(URI page) implements Health.Probe {

    private static final int OK = 200;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Override
    public Health look() {
        try {
            var request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
            var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return new Health(answer.statusCode() == OK, answer.body());
        } catch (IOException e) {
            return new Health(false, page + " does not answer: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
