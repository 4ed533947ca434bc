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
 * A server's program, fetched by a script once per machine into a folder that all builds of a user share. One process
 * fetches at a time, the others wait for it.
 *
 * @param folder where it is
 * @param missing why it cannot be had on this machine; empty where it can
 */
record FetchedProgram(Path folder, Optional<String> missing) {

    private static final System.Logger LOG = System.getLogger(FetchedProgram.class.getName());

    private static final Path PROGRAMS =
            Path.of(System.getProperty("java.io.tmpdir"), "pd-aggregation-" + System.getProperty("user.name"));

    /** Fetches a program with the script of the same name, unless that was done before. */
    static FetchedProgram of(String name) {
        var folder = PROGRAMS.resolve(name);
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.lock()) {
                assert lock.isValid();
                var fetched = new FetchedProgram(folder, Optional.empty());
                return Files.isExecutable(fetched.path())
                        ? fetched
                        : new FetchedProgram(folder, fetch(script(name), folder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot fetch " + name, e);
        }
    }

    /** What to start. */
    Path path() {
        return folder.resolve("mysqld");
    }

    private static Optional<String> fetch(Path script, Path folder) throws IOException {
        var process = new ProcessBuilder(script.toString(), folder.toString())
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
        LOG.log(System.Logger.Level.WARNING, "{0} is not here, its tests are skipped: {1}", folder, output);
        return Optional.of(output);
    }

    private static Path script(String name) throws IOException {
        var properties = new Properties();
        try (var in = FetchedProgram.class.getResourceAsStream("mysql.properties")) {
            properties.load(in);
        }
        return Path.of(properties.getProperty("scripts")).resolve(name);
    }
}
