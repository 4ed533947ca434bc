package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** A consumer whose settings lead to no server, or to one that refuses it. */
@ExtendWith(OutputCaptureExtension.class)
class WrongServerIT {

    private static final String READER = "copies_wrong_reader";

    private static Target target;

    @BeforeAll
    static void prepare() {
        target = new Target("wrong");
        Servers.database()
                .execute(
                        "CREATE USER " + READER + "@'127.0.0.1' IDENTIFIED BY 'secret of the reader'",
                        "GRANT SELECT ON " + target.name() + ".* TO " + READER + "@'127.0.0.1'");
    }

    @AfterAll
    static void stop() {
        Servers.database().execute("DROP USER " + READER + "@'127.0.0.1'");
        target.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wrong of the reader | PORT | | Access denied for user 'copies_wrong_reader'@'127.0.0.1'",
                "secret of the reader | PORT | | CREATE command denied to user 'copies_wrong_reader'",
                "secret of the reader | 1 | | Connection refused",
                "secret of the reader | PORT | &sslMode=REQUIRED | SSL Connection required, but not provided by server",
            })
    void oneLineNamesTheDatabaseTheAccountAndWhatIsWrong(
            String password, String port, String parameters, String words, CapturedOutput output) {
        var address = "jdbc:mysql://127.0.0.1:"
                + port.replace("PORT", Integer.toString(Servers.database().port())) + "/" + target.name();
        var more = parameters == null ? "" : parameters;

        var line = lineOfHealth(
                words,
                "spring.datasource.url=" + address + "?connectTimeout=2000" + more,
                "spring.datasource.hikari.data-source-properties.sslMode=" + (more.isEmpty() ? "DISABLED" : "REQUIRED"),
                "spring.datasource.username=" + READER,
                "spring.datasource.password=" + password,
                "spring.datasource.hikari.connection-timeout=2000");

        assertThat(line)
                .contains(address, READER, "spring.datasource")
                .doesNotContain("\n", "of the reader", "sslMode");
        assertThat(output.getAll()).contains("cannot start yet, trying again: " + line);
    }

    @Test
    void oneLineNamesTheBrokers(CapturedOutput output) {
        var line = lineOfHealth("No resolvable bootstrap urls", "spring.kafka.bootstrap-servers=nowhere.invalid:9092");

        assertThat(line).contains("Kafka at nowhere.invalid:9092", "spring.kafka.bootstrap-servers");
        assertThat(output.getAll()).contains("cannot start yet, trying again: " + line);
    }

    @Test
    void whileAServerDoesNotAnswerItIsNamed(CapturedOutput output) {
        try (var application = new StartingConsumer(target, "spring.kafka.bootstrap-servers=127.0.0.1:1")) {
            Target.await()
                    .untilAsserted(() -> assertThat(application.reason())
                            .isEqualTo("waiting for Kafka at 127.0.0.1:1 (spring.kafka.bootstrap-servers)"));
        }

        // closing it waited for that; later it would be in another test's log
        assertThat(output).contains("Application run failed");
    }

    /** The pool of connections may not know the reason yet when its first request has waited for long enough. */
    private static String lineOfHealth(String words, String... properties) {
        try (var application = new StartingConsumer(target, properties)) {
            Target.await().untilAsserted(() -> assertThat(application.reason()).contains(words));
            return application.reason();
        }
    }
}
