package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.pinda.aggregation.testkit.Authority;
import com.pinda.aggregation.testkit.Certificates;
import com.pinda.aggregation.testkit.Database;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A database whose certificate is of an unknown authority, or another host's. */
@ExtendWith(OutputCaptureExtension.class)
class WrongCertificateIT {

    private static final String SETTINGS = "(spring.datasource.url, .username, .password): ";

    @TempDir
    private static Path folder;

    private static Certificates certificates;
    private static Database database;

    @BeforeAll
    static void start() {
        certificates = Certificates.in(folder);
        database = Database.start(certificates.elsewhere().options());
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @Test
    void oneLineNamesTheDatabaseWhoseAuthorityIsUnknown(CapturedOutput output) throws Exception {
        assertSaid(output, "VERIFY_CA", certificates.others(), "its certificate is not trusted");
    }

    @Test
    void oneLineNamesTheDatabaseThatShowsAnotherHostsCertificate(CapturedOutput output) throws Exception {
        assertSaid(output, "VERIFY_IDENTITY", certificates.ours(), "its certificate is another host's");
    }

    private static void assertSaid(CapturedOutput output, String mode, Authority trusted, String fault)
            throws IOException, InterruptedException {
        var address = "jdbc:mysql://127.0.0.1:" + database.port() + "/pd_aggregation";
        try (var service = new SpringApplicationBuilder(QueryApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.datasource.hikari.connection-timeout=500",
                        "--spring.datasource.username=root",
                        "--spring.datasource.url=" + address + "?sslMode=" + mode + trusted.parameters())) {
            var port = service.getEnvironment().getRequiredProperty("local.server.port");

            await().atMost(Duration.ofSeconds(30))
                    .untilAsserted(() -> assertThat(get(port, "/actuator/health/readiness"))
                            .contains("\"waiting for the database " + SETTINGS + fault + "\""));
            assertThat(get(port, "/sync/status")).contains("database-unavailable");
            assertThat(get(port, "/actuator/health")).contains("DOWN");
        }
        assertThat(output.getAll())
                .containsOnlyOnce(
                        "not ready, trying again: waiting for the database " + address + " as root " + SETTINGS + fault)
                .contains("database does not answer: request=uri=/sync/status cause=" + fault)
                .doesNotContain("\tat ", Authority.PASSWORD);
    }

    private static String get(String port, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
