package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.ConsumerApplication;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;

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
    void whileAServerDoesNotAnswerItIsNamed() {
        var application = new Application("spring.kafka.bootstrap-servers=127.0.0.1:1");

        Target.await()
                .untilAsserted(() -> assertThat(application.reason())
                        .isEqualTo("waiting for Kafka at 127.0.0.1:1 (spring.kafka.bootstrap-servers)"));

        application.close();
    }

    /** The pool of connections may not know the reason yet when its first request has waited for long enough. */
    private static String lineOfHealth(String words, String... properties) {
        var application = new Application(properties);
        Target.await().untilAsserted(() -> assertThat(application.reason()).contains(words));
        var reason = application.reason();
        application.close();
        return reason;
    }

    /** An application whose start does not come to its end before it is closed. */
    private static final class Application {

        private final AtomicReference<@Nullable ConfigurableApplicationContext> context = new AtomicReference<>();

        Application(String... properties) {
            ApplicationListener<ApplicationStartedEvent> listener = event -> context.set(event.getApplicationContext());
            var builder = new SpringApplicationBuilder(ConsumerApplication.class).listeners(listener);
            var arguments =
                    target.arguments(Stream.concat(Stream.of("cdc.copy.tables=shop.orders"), Stream.of(properties))
                            .toArray(String[]::new));
            var unused = CompletableFuture.runAsync(() -> builder.run(arguments));
        }

        /** Why the start waits; empty before it begins. */
        String reason() {
            var running = context.get();
            return running == null
                    ? ""
                    : String.valueOf(running.getBean(CopyHealth.class)
                            .health()
                            .getDetails()
                            .get("start"));
        }

        void close() {
            Objects.requireNonNull(context.get()).close();
        }
    }
}
