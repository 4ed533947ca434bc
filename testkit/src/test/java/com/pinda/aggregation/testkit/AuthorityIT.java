package com.pinda.aggregation.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuthorityIT {

    @TempDir
    private Path folder;

    @Test
    void twoThatSignOneHostDoNotShareItsKey() throws IOException {
        var first = key(Authority.in(folder, "first").sign("db.example"));
        var text = Files.readString(first);

        var second = key(Authority.in(folder, "second").sign("db.example"));

        assertThat(Files.readString(first)).isEqualTo(text);
        assertThat(Files.readString(second))
                .startsWith("-----BEGIN PRIVATE KEY-----")
                .isNotEqualTo(text);
    }

    private static Path key(ServerCertificate certificate) {
        var option = "--ssl-key=";
        for (var each : certificate.options()) {
            if (each.startsWith(option)) {
                return Path.of(each.substring(option.length()));
            }
        }
        throw new AssertionError("no key");
    }
}
