package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpScriptTest {
    @TempDir
    Path javaHome;

    @ParameterizedTest
    @ValueSource(strings = {"1.8.0_402", "16.0.2", "26", "26.0.1"})
    void aJavaThatTheBuildRefusesIsRefused(String version) throws IOException, InterruptedException {
        var up = up(version);

        assertThat(new String(up.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("needs Java 17 to 25; %s/bin/java is version".formatted(javaHome));
        assertThat(up.waitFor()).isEqualTo(1);
    }

    private Process up(String version) throws IOException {
        var java = Files.createDirectories(javaHome.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"%s\" 2026-03-17' >&2\n".formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        var builder = new ProcessBuilder("../scripts/up", "--help");
        builder.environment().put("JAVA_HOME", javaHome.toString());
        return builder.start();
    }
}
