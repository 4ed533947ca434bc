package com.pinda.aggregation.bench.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.apache.avro.Schema;

/** A registry with one schema, which every id and every subject has. Its clients ask it once. */
final class OneSchema implements AutoCloseable {
    private final HttpServer server;

    OneSchema(Schema schema) throws IOException {
        var text = schema.toString().replace("\\", "\\\\").replace("\"", "\\\"");
        var answer = "{\"id\":1,\"schema\":\"%s\"}".formatted(text).getBytes(UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                exchange.getRequestBody().readAllBytes();
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            }
        });
        server.start();
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
