package com.pinda.aggregation.schema.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.apache.avro.Schema;

/**
 * A client of a schema registry with the Confluent API. What it has once read or registered it keeps: schemas do not
 * change. Safe for use by many threads.
 */
public final class SchemaRegistry {

    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final String COMPATIBILITY = "FULL_TRANSITIVE";

    /**
     * What stays: what is declared, and what a person sets so that a schema passes that does not fit the earlier ones.
     */
    private static final Set<String> KEPT = Set.of(COMPATIBILITY, "NONE", "FULL");

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(15);

    private final String base;
    private final HttpClient http;
    private final ObjectMapper json = new ObjectMapper();
    private final Map<Integer, Schema> byId = new ConcurrentHashMap<>();
    private final Map<String, Map<Schema, Integer>> bySubject = new ConcurrentHashMap<>();

    /**
     * A client of the registry at {@code base}, the address before {@code /subjects}. With https, the registry's
     * certificate has to be of an authority that the JVM trusts.
     */
    public SchemaRegistry(URI base) {
        this(base, HttpClient.newBuilder());
    }

    /** The same, where {@code tls} says which authorities are trusted. */
    public SchemaRegistry(URI base, SSLContext tls) {
        this(base, HttpClient.newBuilder().sslContext(tls));
    }

    private SchemaRegistry(URI base, HttpClient.Builder http) {
        this.base = base.toString().replaceAll("/+$", "");
        this.http = http.connectTimeout(CONNECT_TIMEOUT).build();
    }

    /**
     * The id of a schema under a subject; registers it where it is new. The subject's compatibility is FULL_TRANSITIVE
     * from then on: every reader can read every record, old or new. Where a person has set NONE or FULL, that stays.
     *
     * @throws RegistryException where the registry is away, or the schema does not fit the subject's earlier ones
     */
    public int register(String subject, Schema schema) {
        var known = bySubject.computeIfAbsent(subject, s -> new ConcurrentHashMap<>());
        var id = known.get(schema);
        if (id != null) {
            return id;
        }
        var configured = !known.isEmpty() || setCompatibility(subject);
        var path = "/subjects/" + encoded(subject) + "/versions";
        var body = json.createObjectNode().put("schemaType", "AVRO").put("schema", schema.toString());
        var registered = send(
                        request(path).POST(HttpRequest.BodyPublishers.ofString(body.toString())),
                        "register a schema of " + subject)
                .path("id")
                .asInt();
        if (!configured) {
            setCompatibility(subject);
        }
        known.put(schema, registered);
        return registered;
    }

    /**
     * The schema of an id.
     *
     * @throws RegistryException where the registry is away, or does not know the id
     */
    public Schema schema(int id) {
        var known = byId.get(id);
        if (known != null) {
            return known;
        }
        var text = send(request("/schemas/ids/" + id).GET(), "read schema " + id)
                .path("schema")
                .asText();
        var schema = new Schema.Parser().parse(text);
        byId.put(id, schema);
        return schema;
    }

    /**
     * The newest schema of a subject; empty where nothing was registered under it.
     *
     * @throws RegistryException where the registry is away
     */
    public Optional<Schema> latest(String subject) {
        try {
            var path = "/subjects/" + encoded(subject) + "/versions/latest";
            var text = send(request(path).GET(), "read the newest schema of " + subject)
                    .path("schema")
                    .asText();
            return Optional.of(new Schema.Parser().parse(text));
        } catch (RegistryException e) {
            if (e.status() == RegistryException.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** False where the subject does not exist yet. */
    private boolean setCompatibility(String subject) {
        if (KEPT.contains(compatibility(subject))) {
            return true;
        }
        var body = json.createObjectNode().put("compatibility", COMPATIBILITY).toString();
        try {
            send(
                    request("/config/" + encoded(subject)).PUT(HttpRequest.BodyPublishers.ofString(body)),
                    "set the compatibility of " + subject);
            return true;
        } catch (RegistryException e) {
            if (e.status() == RegistryException.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** That of the subject itself; empty where it has none of its own. */
    private String compatibility(String subject) {
        try {
            var config = send(request("/config/" + encoded(subject)).GET(), "read the compatibility of " + subject);
            return config.path("compatibilityLevel").asText();
        } catch (RegistryException e) {
            if (e.status() == RegistryException.NOT_FOUND) {
                return "";
            }
            throw e;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path))
                .header("Content-Type", CONTENT_TYPE)
                .header("Accept", CONTENT_TYPE);
    }

    private JsonNode send(HttpRequest.Builder request, String what) {
        try {
            var response = answer(request.build());
            if (response.statusCode() >= 300) {
                throw new RegistryException(
                        "cannot " + what + " at " + base + ": " + response.statusCode() + " " + response.body(),
                        response.statusCode());
            }
            return json.readTree(response.body());
        } catch (IOException e) {
            throw new RegistryException("cannot " + what + " at " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryException("interrupted while trying to " + what, e);
        }
    }

    /** Waits for the whole answer: a timeout of the request's own would end with its head. */
    private HttpResponse<String> answer(HttpRequest request) throws IOException, InterruptedException {
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer.get(REQUEST_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new HttpTimeoutException("no whole answer within " + REQUEST_TIMEOUT.toSeconds() + " s");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
