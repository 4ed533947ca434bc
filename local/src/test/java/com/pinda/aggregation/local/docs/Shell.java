package com.pinda.aggregation.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A shell in the project's folder, with a MySQL client on its path: the embedded MariaDB's own. */
public final class Shell {
    public static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();

    private static final String CLIENT = """
            #!/bin/sh
            exec '%s' "$@"
            """;
    private static final long PATIENCE_MINUTES = 5;

    private final Path folder;

    private Shell(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes one.
     *
     * @param folder an empty one, for the client and for what commands print
     */
    public static Shell in(Path folder) {
        var client = PROJECT.resolve("local/target/mariadb/bin/mariadb");
        try {
            var mysql = Files.writeString(folder.resolve("mysql"), CLIENT.formatted(client));
            // the archive that the client came in does not keep what is a program
            assertThat(List.of(client, mysql))
                    .allMatch(program -> program.toFile().setExecutable(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Shell(folder);
    }

    /** Runs commands to their end, each of which must succeed, and gives what they print. */
    public String run(String commands) {
        try {
            var out = Files.createTempFile(folder, "out", "");
            var err = Files.createTempFile(folder, "err", "");
            var process = builder(commands)
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile())
                    .start();
            if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
                process.destroy();
            }
            assertThat(process.waitFor())
                    .as(() -> "exit code of%n%s%s%s".formatted(commands, text(out), text(err)))
                    .isZero();
            return text(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Starts commands that go on, and prints into a file. */
    Process start(String commands, Path output) {
        try {
            return builder(commands)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ProcessBuilder builder(String commands) {
        var builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", commands).directory(PROJECT.toFile());
        builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
        return builder;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
