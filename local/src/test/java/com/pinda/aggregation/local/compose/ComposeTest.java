package com.pinda.aggregation.local.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path COMPOSE = PROJECT.resolve("compose.yml");
    private static final Pattern TABLE = Pattern.compile("\\bpd_\\w+\\.pd_\\w+\\b");
    private static final Pattern CAPTURED = Pattern.compile("tables: >-\n((?: {6}.*\n)+)");
    private static final Pattern FILTER = Pattern.compile("CANAL_FILTER: (?:>-\\s+)?(\\S+)");
    private static final Pattern PUBLISHED = Pattern.compile("(?m)^ {6}- \"([^\"]*:[0-9]+)\"$");

    @Test
    void dockerComposeTakesTheFile() throws IOException, InterruptedException {
        assumeTrue(isInstalled("docker-compose"), "docker-compose is not installed");

        var process = compose("config", "--quiet");

        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void everyPortIsOnLoopback() throws IOException {
        var ports = found(PUBLISHED, Files.readString(COMPOSE)).toList();

        assertThat(ports).hasSizeGreaterThan(5).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void canalLetsThroughWhatTheProducerCaptures() throws IOException {
        var filter = found(FILTER, Files.readString(COMPOSE)).findFirst().orElseThrow();
        var settings = Files.readString(PROJECT.resolve("producer/src/main/resources/application-tms.yml"));
        var captured = found(CAPTURED, settings).findFirst().orElseThrow();

        assertThat(tables(filter.replace("\\.", ".")))
                .isEqualTo(tables(captured))
                .hasSizeGreaterThan(10);
    }

    @Test
    void eachSecretIsMadeByTheScriptOnceAndIsNeverEmpty(@TempDir Path folder) throws IOException, InterruptedException {
        var names = found(Pattern.compile("file: ./secrets/(\\S+)"), Files.readString(COMPOSE))
                .toList();

        makeSecrets(folder);
        var first = contents(folder, names);
        makeSecrets(folder);

        assertThat(first).doesNotHaveDuplicates().allMatch(password -> password.matches("[\\w-]{32}"));
        assertThat(contents(folder, names)).isEqualTo(first);
    }

    private static void makeSecrets(Path folder) throws IOException, InterruptedException {
        var process = new ProcessBuilder(PROJECT.resolve("scripts/secrets").toString(), folder.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static List<String> contents(Path folder, List<String> names) throws IOException {
        var contents = new java.util.ArrayList<String>();
        for (var name : names) {
            contents.add(Files.readString(folder.resolve(name)));
        }
        return contents;
    }

    private static Process compose(String... arguments) throws IOException {
        var command = Stream.concat(Stream.of("docker-compose", "-f", COMPOSE.toString()), Stream.of(arguments))
                .toList();
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Set<String> tables(String text) {
        return TABLE.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    private static Stream<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1));
    }
}
