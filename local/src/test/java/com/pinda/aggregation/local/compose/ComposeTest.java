package com.pinda.aggregation.local.compose;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class ComposeTest {

    private static final Pattern TABLE = Pattern.compile("\\bpd_\\w+\\.pd_\\w+\\b");
    private static final Pattern CAPTURED = Pattern.compile("tables: >-\n((?: {6}.*\n)+)");

    private final ComposeFile compose = ComposeFile.read();

    @Test
    void dockerComposeTakesTheFile() throws IOException, InterruptedException {
        assumeTrue(isInstalled("docker-compose"), "docker-compose is not installed");

        var process = new ProcessBuilder("docker-compose", "-f", ComposeFile.PATH.toString(), "config", "--quiet")
                .redirectErrorStream(true)
                .start();

        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    @Test
    void everyPortIsOnLoopback() {
        var ports = compose.services()
                .flatMap(service -> service.getValue().path("ports").valueStream())
                .map(JsonNode::asString)
                .toList();

        assertThat(ports).hasSizeGreaterThan(5).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void everyServiceTellsWhetherItIsHealthy() {
        assertThat(compose.services()).hasSize(8).allSatisfy(service -> {
            var check = service.getValue().path("healthcheck").path("test");
            var image = service.getValue().path("build");
            assertThat(check.isArray() || dockerfile(image).lines().anyMatch(line -> line.startsWith("HEALTHCHECK ")))
                    .as("a health check of %s", service.getKey())
                    .isTrue();
        });
    }

    @Test
    void everySecretIsAFileThatAServiceReads() {
        var used = compose.services()
                .flatMap(service -> service.getValue().path("secrets").valueStream())
                .map(secret -> secret.path("source").asString(secret.asString("")))
                .collect(toCollection(TreeSet::new));

        assertThat(used)
                .hasSizeGreaterThan(5)
                .isEqualTo(new TreeSet<>(compose.secrets().keySet()));
        assertThat(compose.secrets())
                .allSatisfy((name, secret) ->
                        assertThat(secret.path("file").asString()).isEqualTo("./secrets/" + name));
    }

    @Test
    void noPasswordIsWrittenInTheFile() {
        var passwords = compose.services()
                .flatMap(service -> service.getValue().path("environment").propertyStream())
                .filter(variable -> variable.getKey().contains("PASS"))
                .toList();

        assertThat(passwords).hasSizeGreaterThan(3).allSatisfy(variable -> {
            assertThat(variable.getKey()).endsWith("_FILE");
            assertThat(variable.getValue().asString()).startsWith("/run/secrets/");
        });
    }

    @Test
    void canalLetsThroughWhatTheProducerCaptures() throws IOException {
        var settings = Files.readString(ComposeFile.PROJECT.resolve("producer/src/main/resources/application-tms.yml"));
        var captured = CAPTURED.matcher(settings)
                .results()
                .map(match -> match.group(1))
                .findFirst()
                .orElseThrow();

        assertThat(tables(compose.filter().replace("\\.", ".")))
                .isEqualTo(tables(captured))
                .hasSizeGreaterThan(10);
    }

    @Test
    void eachSecretIsMadeByTheScriptOnceAndIsNeverEmpty(@TempDir Path folder) throws IOException, InterruptedException {
        var names = new TreeSet<>(compose.secrets().keySet());
        names.remove("query_api_keys");
        names.add("query_api_key");

        makeSecrets(folder);
        var first = contents(folder, names);
        makeSecrets(folder);

        assertThat(first).doesNotHaveDuplicates().allMatch(password -> password.matches("[\\w-]{32}"));
        assertThat(contents(folder, names)).isEqualTo(first);
    }

    @Test
    void queryApiIsToldTheDigestOfItsCallersKey(@TempDir Path folder)
            throws IOException, InterruptedException, NoSuchAlgorithmException {
        makeSecrets(folder);

        var key = Files.readAllBytes(folder.resolve("query_api_key"));
        var digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key));
        assertThat(folder.resolve("query_api_keys")).hasContent("compose " + digest + " reader,personal-data-reader");
    }

    /** Empty where the image is another's. */
    private static String dockerfile(JsonNode folder) {
        if (!folder.isString()) {
            return "";
        }
        try {
            return Files.readString(
                    ComposeFile.PROJECT.resolve(folder.asString()).resolve("Dockerfile"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void makeSecrets(Path folder) throws IOException, InterruptedException {
        var script = ComposeFile.PROJECT.resolve("scripts/secrets").toString();
        var process = new ProcessBuilder(script, folder.toString())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static List<String> contents(Path folder, Collection<String> names) throws IOException {
        var contents = new ArrayList<String>();
        for (var name : names) {
            contents.add(Files.readString(folder.resolve(name)));
        }
        return contents;
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    private static Set<String> tables(String text) {
        return TABLE.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }
}
