package com.pinda.aggregation.canal.serve;

import com.alibaba.fastjson2.JSON;
import com.alibaba.fastjson2.JSONWriter;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.stream.BinlogStream;
import com.pinda.aggregation.canal.stream.StreamState.Phase;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** {@code GET /health} and {@code GET /status}, as JSON. */
public final class StatusServer implements AutoCloseable {

    private static final int OK = 200;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int UNAVAILABLE = 503;

    private final HttpServer server;
    private final BinlogStream stream;

    private StatusServer(HttpServer server, BinlogStream stream) {
        this.server = server;
        this.stream = stream;
    }

    /** Opens the port. */
    public static StatusServer open(Listen listen, BinlogStream stream) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(listen.bind(), listen.httpPort()), 0);
        } catch (BindException e) {
            throw new IOException("cannot listen on " + listen.bind() + ":" + listen.httpPort(), e);
        }
        var status = new StatusServer(server, stream);
        // a thread for each: a client that does not send its request to the end, or asks for what the source has to
        // tell first, keeps nobody else waiting
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            var thread = new Thread(work, "status");
            thread.setDaemon(true);
            return thread;
        }));
        server.createContext("/", status::answer);
        server.start();
        return status;
    }

    /** The port that was opened. */
    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                send(exchange, NOT_ALLOWED, Map.of("error", "only GET"));
                return;
            }
            switch (exchange.getRequestURI().getPath()) {
                case "/health" -> health(exchange);
                case "/status" -> send(exchange, OK, status());
                default -> send(exchange, NOT_FOUND, Map.of("error", "there are /health and /status"));
            }
        }
    }

    private void health(HttpExchange exchange) throws IOException {
        var state = stream.state();
        var phase = state.phase();
        if (phase == Phase.STREAMING) {
            send(exchange, OK, Map.of("status", "UP", "state", name(phase)));
        } else {
            var body = new LinkedHashMap<String, @Nullable Object>();
            body.put("status", "DOWN");
            body.put("state", name(phase));
            body.put("reason", state.reason().orElse(name(phase)));
            send(exchange, UNAVAILABLE, body);
        }
    }

    private Map<String, @Nullable Object> status() {
        var state = stream.state();
        var body = new LinkedHashMap<String, @Nullable Object>();
        body.put("destination", stream.getDestination());
        body.put("state", name(state.phase()));
        body.put("reason", state.reason().orElse(null));
        body.put("cursor", position(stream.acknowledged()));
        body.put("started_at", position(state.startedAt()));
        body.put("server_id", state.serverId());
        body.put("server_version", state.serverVersion().orElse(null));
        body.put("last_event_ts_ms", state.lastEventMs());
        body.put("complete_ts_ms", stream.completeness().uptoMs());
        body.put("binlogs", stream.binlogs());
        body.put("gtid", state.gtid().orElse(null));
        return body;
    }

    private static @Nullable Map<String, Object> position(Optional<BinlogPosition> position) {
        return position.map(p -> {
                    var body = new LinkedHashMap<String, Object>();
                    body.put("file", p.file());
                    body.put("offset", p.offset());
                    return body;
                })
                .orElse(null);
    }

    private static String name(Phase phase) {
        return phase.name().toLowerCase(Locale.ROOT);
    }

    private static void send(HttpExchange exchange, int code, Map<String, ? extends @Nullable Object> body)
            throws IOException {
        var bytes = JSON.toJSONString(body, JSONWriter.Feature.WriteNulls).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
