package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.JavaProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The service as it is deployed, with settings that it does not take. */
class SettingsIT {

    private static final Path JAR = Path.of("target", "query-api.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @TempDir
    private Path folder;

    @Test
    void anUnknownSettingEndsTheProgramWithTwoWhereverItStands() {
        assertThat(refused(List.of("-Dquery.max-page-sise=5"), Map.of()))
                .contains("Unknown setting: query.max-page-sise", "Known are: query.");
        assertThat(refused(List.of(), Map.of("QUERY_MAXPAGESISE", "5", "QUERY_API_SERVICE_HOST", "10.0.0.1")))
                .contains("query.maxpagesise");
    }

    @Test
    void whatKubernetesTellsOfAServiceOfThisNameIsNoSetting() {
        assertThat(refused(List.of("-Dquery.max-page-size=0"), Map.of("QUERY_API_SERVICE_HOST", "10.0.0.1")))
                .contains("maxPageSize")
                .doesNotContain("Unknown setting");
    }

    @Test
    void itDoesNotStartOpenToANetwork() {
        assertThat(refused(List.of("-Dserver.address=0.0.0.0"), Map.of()))
                .contains("query.access.mode=open lets everybody read who reaches server.address=0.0.0.0");
    }

    @Test
    void itDoesNotStartWithoutKeysOrWithWrongOnes() throws IOException {
        var keys = Files.writeString(folder.resolve("keys"), "# keys\nshop abc reader\n");

        assertThat(refused(List.of("-Dquery.access.mode=api-keys"), Map.of()))
                .contains("query.access.mode=api-keys needs query.access.keys-file");
        assertThat(refused(
                        List.of("-Dquery.access.mode=api-keys", "-Dquery.access.keys-file=" + keys),
                        Map.of("SERVER_ADDRESS", "0.0.0.0")))
                .contains("query.access.keys-file: " + keys + ":2: ", "64 hex digits");
    }

    @Test
    void itDoesNotStartForTokensOfNobody() {
        assertThat(refused(List.of("-Dquery.access.mode=jwt"), Map.of()))
                .contains("query.access.mode=jwt needs spring.security.oauth2.resourceserver.jwt.issuer-uri");
    }

    private String refused(List<String> options, Map<String, String> environment) {
        var all = Stream.concat(Stream.of("-Xmx128m", "-XX:TieredStopAtLevel=1", "-Dserver.port=0"), options.stream())
                .toList();
        try (var process = JavaProcess.startService("query-api", JAR, all, environment, folder)) {
            assertThat(process.ended(PATIENCE)).as(process.output()).isTrue();
            assertThat(process.exitCode()).as(process.output()).isEqualTo(2);
            return process.output();
        }
    }
}
