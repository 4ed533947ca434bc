package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class WorkloadMainIT {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void preparesPlaysAndTellsWhatWasDone() {
        try (var database = Database.start()) {
            int code = run(
                    "--url",
                    database.url(""),
                    "--user",
                    Database.USER,
                    "--prepare",
                    "--branches",
                    "1",
                    "--orders",
                    "10",
                    "--rate",
                    "0",
                    "--knob",
                    "rolled-back=0",
                    "--knob",
                    "step-dies=0");

            assertThat(err.toString()).isEmpty();
            assertThat(code).isZero();
            assertThat(out.toString().strip().lines().reduce((first, last) -> last))
                    .hasValueSatisfying(last -> assertThat(last).startsWith("orders=10 finished=10 rows="));
        }
    }

    @Test
    void aSourceThatWasNotPreparedIsAFailureWithAHint() {
        try (var database = Database.start()) {
            int code = run("--url", database.url(""), "--user", Database.USER, "--orders", "1");

            assertThat(code).isEqualTo(1);
            assertThat(err.toString()).startsWith("cannot use root@127.0.0.1:").doesNotContain("\tat ");
        }
    }

    @Test
    void aServerThatIsNotThereIsAFailure() {
        int code = run("--url", "jdbc:mysql://127.0.0.1:1", "--user", "root");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString()).startsWith("cannot use root@127.0.0.1:1");
    }

    @Test
    void wrongUsageIsToldApart() {
        assertThat(run("--knob", "speed=1")).isEqualTo(2);
        assertThat(err.toString()).contains("no knob is called speed");
        assertThat(run("--url", "jdbc:h2:mem")).isEqualTo(2);
        assertThat(run("--branches", "99")).isEqualTo(2);
        assertThat(run("--no-such-option")).isEqualTo(2);
        assertThat(run("--password-file", "/no/such/file")).isEqualTo(2);
    }

    @Test
    void helpAndKnobsAreShown() {
        assertThat(run("--help")).isZero();
        assertThat(run("--knobs")).isZero();

        assertThat(out.toString()).contains("--rate", "Exit codes", "door-pickup=0.8");
    }

    private int run(String... arguments) {
        return WorkloadMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
