package com.pinda.aggregation.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaProcessTest {

    private static final String OWN_CODE = JavaProcessTest.class.getPackageName();

    /** A program that waits. */
    static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println("asleep");
            Thread.sleep(Duration.ofMinutes(1).toMillis());
        }
    }

    @Test
    void aProgramTellsWhereItsThreadsStandAndOneThatHasEndedWhyItDoesNot(@TempDir Path folder) {
        var arguments = List.of("-cp", System.getProperty("java.class.path"), Sleeper.class.getName());
        try (var program = JavaProcess.start("sleeper", arguments, Map.of(), folder)) {
            while (!program.output().contains("asleep")) {
                assertThat(program.ended(Duration.ofMillis(50)))
                        .as(program.output())
                        .isFalse();
            }

            assertThat(program.threadsIn(OWN_CODE)).startsWith("\"main\"").contains("Sleeper.main(");
            assertThat(program.threadsIn("no.such.code"))
                    .startsWith("no thread in no.such.code: ")
                    .contains("Sleeper.main(");

            program.kill();

            assertThat(program.threadsIn(OWN_CODE)).startsWith("no thread in " + OWN_CODE + ": ");
        }
    }
}
