package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Properties;

/**
 * MySQL's program, fetched by {@code scripts/mysql} once per machine into a folder that all builds of a user share. One
 * process fetches at a time, the others wait for it.
 */
public final class MySqlProgram {

    private static final System.Logger LOG = System.getLogger(MySqlProgram.class.getName());

    private static final Path FOLDER =
            Path.of(System.getProperty("java.io.tmpdir"), "pd-aggregation-" + System.getProperty("user.name"), "mysql");

    private static final Optional<String> MISSING = fetch();

    private MySqlProgram() {}

    /** Why there is no MySQL on this machine; empty where there is one. A test that needs it is skipped then. */
    public static Optional<String> missing() {
        return MISSING;
    }

    static Path path() {
        return FOLDER.resolve("mysqld");
    }

    private static Optional<String> fetch() {
        try {
            Files.createDirectories(FOLDER);
            try (var channel = FileChannel.open(
                            FOLDER.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                return Files.isExecutable(path()) ? Optional.empty() : fetchTo(FOLDER);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fetch MySQL", e);
        }
    }

    private static Optional<String> fetchTo(Path folder) throws IOException {
        var process = new ProcessBuilder(script().toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        try {
            if (process.waitFor() == 0) {
                return Optional.empty();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
        LOG.log(System.Logger.Level.WARNING, "no MySQL, its tests are skipped: {0}", output);
        return Optional.of(output);
    }

    private static Path script() throws IOException {
        var properties = new Properties();
        try (var in = MySqlProgram.class.getResourceAsStream("mysql.properties")) {
            properties.load(in);
        }
        return Path.of(properties.getProperty("script"));
    }
}
