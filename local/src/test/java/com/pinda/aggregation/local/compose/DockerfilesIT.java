package com.pinda.aggregation.local.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DockerfilesIT {

    /** What is copied from the build's folder, not from another stage. */
    private static final Pattern COPY = Pattern.compile("(?m)^COPY (?!--)(.*) \\S+$");

    @Test
    void theImagesHoldWhatTheBuildMakes() {
        var images = ComposeFile.read().images().toList();

        assertThat(images).hasSize(4).allSatisfy(image -> {
            assertThat(copied(image).map(Path::toString)).anyMatch(file -> file.endsWith(image.getFileName() + ".jar"));
            assertThat(copied(image)).allSatisfy(file -> assertThat(file).exists());
        });
    }

    private static Stream<Path> copied(Path image) {
        try {
            return COPY.matcher(Files.readString(image.resolve("Dockerfile")))
                    .results()
                    .flatMap(copy -> List.of(copy.group(1).split(" +")).stream())
                    .map(image::resolve);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
