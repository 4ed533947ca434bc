package com.pinda.aggregation.query;

import com.pinda.aggregation.query.access.Masking;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A resource with personal data, and how it is asked for over HTTP. */
final class AccessCase {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Map<String, String> ROW = Map.of(
            "id", "7",
            "sender_name", "张三",
            "sender_phone", "13812345678",
            "legs.driver_name", "李四",
            "pickup_code", "4711");
    private static final String ORIGINS = """
            {"id": ["pd_order.id"], "sender_name": ["pd_order.sender_name"], "sender_phone": ["pd_order.sender_phone"],
             "legs.driver_name": ["pd_auth_user.name"], "pickup_code": ["pd_order.pickup_code"]}""";

    private AccessCase() {}

    @TestComponent // of those tests only that import it
    @RestController
    static class People {

        private final Masking masking;

        People(Masking masking) {
            this.masking = masking;
        }

        @GetMapping("/test/people")
        public Map<String, @Nullable String> people() {
            return shown("agg_people");
        }

        @GetMapping("/test/unknown")
        public Map<String, @Nullable String> unknown() {
            return shown("agg_unknown");
        }

        private Map<String, @Nullable String> shown(String view) {
            var mask = masking.of(view);
            var shown = new HashMap<String, @Nullable String>();
            ROW.forEach((path, value) -> shown.put(path, mask.shown(path, value)));
            return shown;
        }
    }

    /** A database with the view that the resource is of. */
    static CopiesDatabase database() {
        var database = CopiesDatabase.filled();
        database.makeViewTables();
        database.sensitive(
                "'pd_order', 'sender_name', 'personal'",
                "'pd_order', 'sender_phone', 'personal'",
                "'pd_auth_user', 'name', 'personal'",
                "'pd_order', 'pickup_code', 'secret'");
        database.run(
                "INSERT INTO _view (view_name, file_name, definition, key_columns, json_columns, copies, origins, select_sql, source_sql)"
                        + " VALUES ('agg_people', '', '', '[]', '[]', '[]', '" + ORIGINS + "', '', '')");
        return database;
    }

    static HttpResponse<String> get(int port, String path, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
        return HTTP.send(
                (headers.length == 0 ? request : request.headers(headers)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
