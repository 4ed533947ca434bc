package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Compares the pages of a stack at rest with what SQL says of its source. */
final class SourcePages {
    private static final Pattern SOURCE = Pattern.compile("tms databases +(\\S+)");
    private static final Pattern API = Pattern.compile("query-api +(127\\S+)");
    private static final int PAGE_SIZE = 100;

    private final HttpClient http = HttpClient.newHttpClient();
    private final JsonMapper json = new JsonMapper();
    private final Connection source;
    private final String api;

    private SourcePages(Connection source, String api) {
        this.source = source;
        this.api = api;
    }

    static void assertEqual(Launcher launcher) throws IOException, InterruptedException, SQLException {
        var root = new Secrets(launcher.data().resolve("secrets")).account("root");
        try (var source = DriverManager.getConnection(
                "jdbc:mysql://" + address(SOURCE, launcher) + "/?allowPublicKeyRetrieval=true",
                root.user(),
                root.password())) {
            var pages = new SourcePages(source, address(API, launcher));
            for (var page : SourcePage.ALL) {
                pages.assertEqual(page);
            }
        }
    }

    private static String address(Pattern pattern, Launcher launcher) {
        var found = pattern.matcher(launcher.output());
        assertThat(found.find()).as(launcher.output()).isTrue();
        return found.group(1);
    }

    /** Without filters, with each by itself, and with all at once. */
    private void assertEqual(SourcePage page) throws IOException, InterruptedException, SQLException {
        var all = page.values(source);
        var bodies = new ArrayList<Map<String, Object>>(List.of(Map.of(), all));
        all.forEach((name, value) -> bodies.add(Map.of(name, value)));
        for (var body : bodies) {
            var expected = page.ids(source, body);

            assertThat(expected).as("%s %s", page.path(), body).isNotEmpty();
            assertThat(answered(page.path(), body))
                    .as("%s %s", page.path(), body)
                    .isEqualTo(expected);
        }
    }

    private List<String> answered(String path, Map<String, Object> filters) throws IOException, InterruptedException {
        var ids = new ArrayList<String>();
        for (int page = 1, pages = 1; page <= pages; page++) {
            var body = new LinkedHashMap<>(filters);
            body.put("page", page);
            body.put("pageSize", PAGE_SIZE);
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create("http://" + api + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            var found = json.readTree(answer.body());
            found.path("items").forEach(item -> ids.add(item.path("id").asString()));
            pages = found.path("pages").asInt();
            if (page == pages) {
                assertThat(found.path("counts").asInt()).isEqualTo(ids.size());
            }
        }
        return ids;
    }
}
