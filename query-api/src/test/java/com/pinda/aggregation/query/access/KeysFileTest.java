package com.pinda.aggregation.query.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pinda.aggregation.query.AccessProperties.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysFileTest {

    private static final String DIGEST = "9F86D081884C7D659A2FEAA0C55AD015A3BF4F1B2B0B822CD15D6C15B0F00A08";

    @TempDir
    private Path folder;

    @Test
    void aKeyHasANameADigestAndRoles() throws IOException {
        var keys = KeysFile.read(file("# callers\n\n  shop\t" + DIGEST + "  reader,personal-data-reader\r\n"));

        assertThat(keys).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("shop");
            assertThat(key.digest()).isEqualToIgnoringCase(DIGEST);
            assertThat(key.roles()).containsExactlyInAnyOrder(Role.READER, Role.PERSONAL_DATA_READER);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "shop                | must be a name",
                "shop D              | must be a name",
                "shop D reader x     | must be a name",
                "sh/op D reader      | the name must be",
                "shop abc reader     | 64 hex digits",
                "shop secret-key reader | 64 hex digits",
                "shop D admin        | reader, personal-data-reader",
                "shop D reader,      | reader, personal-data-reader",
                "first D reader      | in the file already",
                "other 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 reader | in the file already"
            })
    void aWrongLineIsNamed(String line, String complaint) throws IOException {
        var other = line.startsWith("other") ? DIGEST : "0".repeat(64);
        var file = file("first " + other + " reader\n" + line.replace(" D", " " + DIGEST) + "\n");

        assertThatThrownBy(() -> KeysFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(file + ":2: ")
                .hasMessageContaining(complaint)
                .hasMessageNotContaining("secret-key");
    }

    @Test
    void aFileWithoutAKeyIsRefused() throws IOException {
        var empty = file("# nobody\n");

        assertThatThrownBy(() -> KeysFile.read(empty)).hasMessageContaining("no key is in it");
        assertThatThrownBy(() -> KeysFile.read(folder.resolve("none"))).hasMessageContaining("cannot be read");
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("keys"), text);
    }
}
