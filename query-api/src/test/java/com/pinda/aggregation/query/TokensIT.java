package com.pinda.aggregation.query;

import static com.pinda.aggregation.query.AccessCase.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** Callers have tokens of an authorization server. */
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@DirtiesContext
@Import(AccessCase.People.class)
class TokensIT {

    private static final CopiesDatabase DATABASE = AccessCase.database();
    private static final String ISSUER = "https://login.example";
    private static final Duration HOUR = Duration.ofHours(1);
    private static final RSAKey KEY = key("one");
    private static final HttpServer SERVER = server(new JWKSet(KEY.toPublicJWK()).toString());

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.access.mode", () -> "jwt");
        registry.add("query.access.roles-claim", () -> "realm_access.roles");
        registry.add(
                "spring.security.oauth2.resourceserver.jwt.jwk-set-uri",
                () -> "http://127.0.0.1:" + SERVER.getAddress().getPort() + "/keys");
        registry.add("spring.security.oauth2.resourceserver.jwt.audiences", () -> "pd-aggregation");
    }

    @AfterAll
    static void stop() {
        DATABASE.close();
        SERVER.stop(0);
    }

    @Test
    void theRolesOfATokenCount() throws Exception {
        var reader = get(token(KEY, HOUR, "pd-aggregation", "reader", "king"));
        var all = get(token(KEY, HOUR, "pd-aggregation", "personal-data-reader"));

        assertThat(reader.statusCode()).isEqualTo(200);
        assertThat(json(reader).path("sender_name").asString()).isEqualTo("张**");
        assertThat(all.statusCode()).isEqualTo(200);
        assertThat(json(all).path("sender_name").asString()).isEqualTo("张三");
        assertThat(json(all).path("pickup_code").asString()).isEqualTo("***");
    }

    @Test
    void aCallerWithoutARoleIsForbidden() throws Exception {
        var answer = get(token(KEY, HOUR, "pd-aggregation", "king"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(
                        header -> assertThat(header).startsWith("Bearer").contains("insufficient_scope"));
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:pd-aggregation:problem:forbidden");
    }

    @Test
    void aTokenThatIsExpiredForeignOrNoneIsRefused() throws Exception {
        assertRefused(get(token(KEY, HOUR.negated(), "pd-aggregation", "reader")));
        assertRefused(get(token(key("one"), HOUR, "pd-aggregation", "reader")));
        assertRefused(get(token(key("two"), HOUR, "pd-aggregation", "reader")));
        assertRefused(get(token(KEY, HOUR, "another-service", "reader")));
        assertRefused(get("nonsense"));
        assertRefused(AccessCase.get(port, "/test/people"));
        assertRefused(AccessCase.get(port, "/test/people", "X-API-Key", "key of shop"));
    }

    private static void assertRefused(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate"))
                .hasValueSatisfying(header -> assertThat(header).startsWith("Bearer realm=\"pd_aggregation\""));
        assertThat(json(answer).path("type").asString()).isEqualTo("urn:pd-aggregation:problem:unauthorized");
    }

    @Test
    void probesAreOpen() throws Exception {
        assertThat(AccessCase.get(port, "/actuator/health/readiness").statusCode())
                .isEqualTo(200);
        assertThat(AccessCase.get(port, "/actuator/metrics").statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> get(String token) throws IOException, InterruptedException {
        return AccessCase.get(port, "/test/people", "Authorization", "Bearer " + token);
    }

    private static String token(RSAKey key, Duration valid, String audience, String... roles) throws JOSEException {
        var claims = new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .subject("shop")
                .audience(audience)
                .expirationTime(Date.from(Instant.now().plus(valid)))
                .claim("realm_access", Map.of("roles", List.of(roles)))
                .build();
        var token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build(), claims);
        token.sign(new RSASSASigner(key));
        return token.serialize();
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static HttpServer server(String keys) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/keys", exchange -> {
                var body = keys.getBytes(UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "application/json");
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.start();
            return server;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
