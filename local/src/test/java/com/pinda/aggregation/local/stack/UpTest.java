package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpTest {
    @TempDir
    Path folder;

    @Test
    void theScriptsHelpIsThatOfTheProgram() throws IOException {
        assertThat(Files.readString(Path.of("../scripts/up.txt")))
                .as("scripts/up.txt is printed before anything is built; write it anew with scripts/up --help")
                .isEqualTo(Up.commandLine().getUsageMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    --ordrs 3            | Unknown options: '--ordrs'
                    --db oracle          | 'oracle' is none of mariadb, mysql
                    --kill broker        | 'broker' is no PART or PART@SECONDS with a part of producer, consumer, canal-server
                    --kill producer@soon | 'producer@soon' is no PART or PART@SECONDS
                    --port web=80        | 'web' is none of database, broker, controller, registry, canal-server
                    --port broker=x      | 'x' is no port from 1 to 65535
                    --port broker=0      | '0' is no port from 1 to 65535
                    --port broker=70000  | '70000' is no port from 1 to 65535
                    --port-base -5       | '-5' is no port from 1 to 65535
                    --port-base 70000    | '70000' is no port from 1 to 65535
                    --port-base 65530    | --port-base 65530 gives producer port 65536, and the last is 65535
                    --port broker=5000 --port registry=5000 | --port broker=5000 and --port registry=5000 both give port 5000
                    --port-base 5000 --port broker=5008 | --port broker=5008 and --port-base 5000 both give port 5008, to broker and to query-api
                    --source-url db:99999 | '99999' is no port from 1 to 65535
                    --no-workload --orders 5 | --orders has no effect with --no-workload
                    --no-workload --rate 5 | --rate has no effect with --no-workload
                    --no-workload --kill producer | --kill has no effect with --no-workload
                    --no-workload --knob emoji=1 | --knob has no effect with --no-workload
                    --knob emojis=1      | --knob: no knob is called emojis; there are
                    --knob emoji=2       | --knob: emoji must be a share from 0 to 1, not 2.0
                    --knob emoji=often   | --knob: emoji must be a number, not often
                    --knob seed=3        | --knob seed is the option --seed
                    --servers-only --orders 5 | --orders has no effect with --servers-only
                    --servers-only --seed 5 | --seed has no effect with --servers-only
                    --no-workload --source-url db --seed 5 | --seed has no effect with --no-workload and --source-url
                    --source-user x | --source-user has no effect without --source-url
                    --source-password-file x | --source-password-file has no effect without --source-url
                    --target-user x | --target-user has no effect without --target-url
                    --target-password-file x | --target-password-file has no effect without --target-url
                    --db mysql --source-url a --target-url b | --db has no effect with both --source-url and --target-url
                    --tables student     | not a table, written database.table: student
                    --source-url :3306   | not a database's address: :3306
                    --orders 0           | --orders must be 1 or more, not 0
                    --rate -1            | --rate must be 0 or more, not -1.0
                    --views /nope        | --views /nope is no folder
                    --servers-only --views /etc | --views has no effect with --servers-only
                    --exit               | --exit needs --orders N
                    --orders many        | 'many' is not an int
                    """)
    void aWrongOptionIsNamedWithWhatItTakes(String arguments, String message) {
        var err = new StringWriter();
        int exitCode = Up.commandLine().setErr(new PrintWriter(err)).execute(arguments.split(" ", -1));

        assertThat(exitCode).isEqualTo(2);
        assertThat(err.toString())
                .contains(message)
                .contains("scripts/up --help")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --data /etc/hostname                                        | /etc/hostname is no folder; name one with --data
            --data /proc/nope/x                                         | cannot make the folder /proc/nope/x
            --data FOLDER --source-url db --source-password-file /etc   | cannot read the password file /etc
            --data FOLDER --source-url db --source-password-file /nope  | cannot read the password file /nope
            """)
    void aMistakeIsToldInASentence(String arguments, String message) {
        var err = new StringWriter();
        int exitCode = Up.commandLine()
                .setOut(new PrintWriter(Writer.nullWriter()))
                .setErr(new PrintWriter(err))
                .execute(arguments.replace("FOLDER", folder.toString()).split(" ", -1));

        assertThat(exitCode).isEqualTo(1);
        assertThat(err.toString()).startsWith(message).doesNotContain("\tat ");
        assertThat(err.toString().lines()).hasSize(1);
    }
}
