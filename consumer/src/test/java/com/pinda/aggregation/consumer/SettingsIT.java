package com.pinda.aggregation.consumer;

import static java.nio.file.StandardOpenOption.APPEND;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The consumer as it is deployed, with settings that it does not take. */
class SettingsIT {

    private static final Path JAR = Path.of("target", "consumer.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String OWN_AUTHORITIES = "spring.ssl.bundle.pem.own.truststore.certificate";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cdc.copy.tabels=shop.orders | cdc.copy.tabels | cdc.copy.topic-prefix, cdc.copy.tables, cdc.copy.indexes",
                "cdc.copy.ddl=maybe | cdc.copy.ddl | PAUSE",
                "cdc.copy.tables=shop.orders,crm.orders | cdc.copy.tables | crm.orders=crm_orders",
                "cdc.copy.tables=shop._copy | cdc.copy.tables | shop._copy=other_name",
                "cdc.copy.indexes=order(name) | cdc.copy.indexes | copies are orders",
                "cdc.copy.deletes-kept=-1s | cdc.copy.deletes-kept | longer than nothing",
                "cdc.registry.ssl-bundle=own | cdc.registry.ssl-bundle | spring.ssl.bundle.pem.own.truststore.certificate",
                "cdc.registry.ssl-bundle=own & OWN=/nowhere/ca.pem | 'cdc.registry.ssl-bundle' | cdc.registry.url begins with http:",
                "cdc.registry.ssl-bundle=own & cdc.registry.url=https://localhost & OWN=/nowhere/ca.pem | 'cdc.registry.ssl-bundle' | cannot be read: FileNotFoundException: /nowhere/ca.pem",
                "cdc.registry.ssl-bundle=own & cdc.registry.url=https://localhost & OWN=/dev/null | 'cdc.registry.ssl-bundle' | cannot be read: "
            })
    void aWrongSettingEndsTheProgramWithTwoAndIsNamedWithWhatIsAllowed(String setting, String named, String allowed)
            throws IOException {
        var file = Files.writeString(
                folder.resolve("application.properties"), "server.port=0\ncdc.copy.tables=shop.orders\n");
        Files.writeString(file, setting.replace(" & ", "\n").replace("OWN", OWN_AUTHORITIES), APPEND);

        assertThat(refused(List.of(), Map.of())).contains(named, allowed);
    }

    @Test
    void anUnknownVariableOrSystemPropertyIsNoticedToo() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "server.port=0\ncdc.copy.tables=shop.orders\n");

        assertThat(refused(List.of(), Map.of("CDC_COPY_TABELS", "8")))
                .contains("cdc.copy.tabels", "cdc.copy.topic-prefix, cdc.copy.tables");
        assertThat(refused(List.of("-Dcdc.registry.urll=x"), Map.of())).contains("Unknown setting: cdc.registry.urll");
        assertThat(refused(List.of("-Dcdc.copyx.epoch=1"), Map.of()))
                .contains("Unknown setting: cdc.copyx.epoch", "cdc.more-tables, cdc.copy");
        assertThat(refused(List.of(), Map.of("CDC_MORETABLE", "shop.more"))).contains("Unknown setting: cdc.moretable");
    }

    private String refused(List<String> options, Map<String, String> environment) {
        var all = Stream.concat(Stream.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), options.stream())
                .toList();
        try (var process = JavaProcess.startService("consumer", JAR, all, environment, folder)) {
            assertThat(process.ended(PATIENCE)).as(process.output()).isTrue();
            assertThat(process.exitCode()).as(process.output()).isEqualTo(2);
            return process.output();
        }
    }
}
