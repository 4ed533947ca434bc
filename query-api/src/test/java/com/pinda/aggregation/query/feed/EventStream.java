package com.pinda.aggregation.query.feed;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A caller of the feed, as a browser is one. */
final class EventStream implements AutoCloseable {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Stream<String> lines;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private volatile String lastId = "";
    private volatile boolean ended;

    /** An event that was told. */
    record Event(String id, String name, String data) {}

    private EventStream(Stream<String> lines) {
        this.lines = lines;
        var reader = new Thread(this::read);
        reader.setDaemon(true);
        reader.start();
    }

    static EventStream open(String url, @Nullable String lastEventId) {
        var answer = ask(url, lastEventId, HttpResponse.BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(
                    answer.statusCode() + " " + answer.body().toList());
        }
        return new EventStream(answer.body());
    }

    static HttpResponse<String> refused(String url) {
        return ask(url, null, HttpResponse.BodyHandlers.ofString());
    }

    private static <T> HttpResponse<T> ask(
            String url, @Nullable String lastEventId, HttpResponse.BodyHandler<T> handler) {
        var request = HttpRequest.newBuilder(URI.create(url)).header("Accept", "text/event-stream");
        if (lastEventId != null) {
            request.header("Last-Event-ID", lastEventId);
        }
        try {
            return HTTP.send(request.build(), handler);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void read() {
        var block = new ArrayList<String>();
        try {
            lines.forEach(line -> {
                if (line.isEmpty()) {
                    take(block);
                    block.clear();
                } else {
                    block.add(line);
                }
            });
        } catch (RuntimeException e) {
            // broken off
        }
        ended = true;
    }

    private void take(List<String> block) {
        var name = "";
        var data = "";
        for (var line : block) {
            if (line.startsWith("id:")) {
                lastId = line.substring("id:".length());
            } else if (line.startsWith("event:")) {
                name = line.substring("event:".length());
            } else if (line.startsWith("data:")) {
                data = line.substring("data:".length());
            }
        }
        if (!data.isEmpty()) {
            events.add(new Event(lastId, name, data));
        }
    }

    List<Event> events() {
        return events;
    }

    /** As a browser would send it when it comes again. */
    String lastId() {
        return lastId;
    }

    boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        lines.close();
    }
}
