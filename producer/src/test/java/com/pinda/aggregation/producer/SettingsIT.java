package com.pinda.aggregation.producer;

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

/** The producer as it is deployed, with settings that it does not take. */
class SettingsIT {

    private static final Path JAR = Path.of("target", "producer.jar").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final String OWN_AUTHORITIES = "spring.ssl.bundle.pem.own.truststore.certificate";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cdc.publish.partition=8 | cdc.publish.partition | cdc.publish.topic-prefix, cdc.publish.partitions",
                "cdc.publish.linger=1m | linger | must be from 0s to 10s",
                "cdc.capture.epoch=200 | epoch | must be less than or equal to 127",
                "cdc.publish.partitions=many | cdc.publish.partitions | int",
                "cdc.capture.keys=shop.log | cdc.capture.keys | db.table(column,column)",
                "cdc.capture.sensitive=shop.orders.name=very | cdc.capture.sensitive | db.table.column=personal or =secret",
                "cdc.capture.exclude-columns=orders.password | cdc.capture.exclude-columns | db.table.column",
                "cdc.capture.exclude-columns=shop.user.password | shop.user [password] | does not name that table",
                "cdc.capture.include-columns=Shop.orders(id) | Shop.orders [id] | upper and lower case count",
                "cdc.capture.sensitive=shop.order.name=personal | shop.order [name] | does not name that table",
                "cdc.capture.tables=orders | cdc.capture.tables | database.table",
                "cdc.publish.heartbeat-interval=-1s | cdc.publish.heartbeat-interval | longer than nothing",
                "cdc.capture.idle-pause=0 | cdc.capture.idle-pause | longer than nothing",
                "cdc.registry.ssl-bundle=own | cdc.registry.ssl-bundle | spring.ssl.bundle.pem.own.truststore.certificate",
                "cdc.registry.ssl-bundle=own & OWN=/nowhere/ca.pem | 'cdc.registry.ssl-bundle' | cdc.registry.url begins with http:",
                "cdc.registry.ssl-bundle=own & cdc.registry.url=https://localhost & OWN=/nowhere/ca.pem | 'cdc.registry.ssl-bundle' | cannot be read: FileNotFoundException: /nowhere/ca.pem",
                "cdc.registry.ssl-bundle=own & cdc.registry.url=https://localhost & OWN=/dev/null | 'cdc.registry.ssl-bundle' | cannot be read: "
            })
    void aWrongSettingEndsTheProgramWithTwoAndIsNamedWithWhatIsAllowed(String setting, String named, String allowed)
            throws IOException {
        var file = Files.writeString(
                folder.resolve("application.properties"),
                "server.port=0\ncdc.capture.tables=shop.orders\ncdc.capture.status-url=none\n");
        Files.writeString(file, setting.replace(" & ", "\n").replace("OWN", OWN_AUTHORITIES), APPEND);

        assertThat(refused(List.of(), Map.of())).contains(named, allowed);
    }

    @Test
    void whatMustBeSetIsNamed() throws IOException {
        Files.writeString(folder.resolve("application.properties"), "server.port=0\n");

        assertThat(refused(List.of(), Map.of()))
                .contains("cdc.capture.tables", "is required: database.table, with * for any characters")
                .contains("cdc.capture.statusUrl", "is required: http://<canal-server>:11112/status");
    }

    @Test
    void anUnknownVariableOrSystemPropertyIsNoticedToo() throws IOException {
        Files.writeString(
                folder.resolve("application.properties"),
                "server.port=0\ncdc.capture.tables=shop.orders\ncdc.capture.status-url=none\n");

        assertThat(refused(List.of(), Map.of("CDC_PUBLISH_PARTITONS", "8")))
                .contains("cdc.publish.partitons", "cdc.publish.topic-prefix, cdc.publish.partitions");
        assertThat(refused(List.of("-Dcdc.capture.epoc=1"), Map.of())).contains("Unknown setting: cdc.capture.epoc");
        assertThat(refused(List.of("-Dcdc.capturex.epoch=1"), Map.of()))
                .contains("Unknown setting: cdc.capturex.epoch", "cdc.more-tables, cdc.capture");
        assertThat(refused(List.of(), Map.of("CDC_MORETABLE", "shop.more"))).contains("Unknown setting: cdc.moretable");
    }

    private String refused(List<String> options, Map<String, String> environment) {
        var all = Stream.concat(Stream.of("-Xmx128m", "-XX:TieredStopAtLevel=1"), options.stream())
                .toList();
        try (var process = JavaProcess.startService("producer", JAR, all, environment, folder)) {
            assertThat(process.ended(PATIENCE)).as(process.output()).isTrue();
            assertThat(process.exitCode()).as(process.output()).isEqualTo(2);
            return process.output();
        }
    }
}
