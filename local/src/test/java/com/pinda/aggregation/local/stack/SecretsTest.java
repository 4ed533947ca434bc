package com.pinda.aggregation.local.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretsTest {
    @TempDir
    Path folder;

    @Test
    void aPasswordStaysTheSame() throws IOException {
        var first = new Secrets(folder.resolve("secrets")).account("canal");

        assertThat(new Secrets(folder.resolve("secrets")).account("canal")).isEqualTo(first);
        assertThat(first.password()).hasSize(32);
    }

    @Test
    void eachAccountHasItsOwn() throws IOException {
        var secrets = new Secrets(folder.resolve("secrets"));

        assertThat(secrets.account("canal").password())
                .isNotEqualTo(secrets.account("tms").password());
    }

    @Test
    void onlyTheOwnerReadsThem() throws IOException {
        var secrets = folder.resolve("secrets");
        new Secrets(secrets).account("canal");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secrets.resolve("canal"))))
                .isEqualTo("rw-------");
    }

    @Test
    void anAccountDoesNotShowItsPassword() {
        assertThat(new Account("canal", "0123")).hasToString("canal");
    }

    @Test
    void theStatementsForTheServerAreForItsOwnerOnly() throws IOException {
        var file = folder.resolve("init.sql");
        Accounts.from(new Secrets(folder.resolve("secrets"))).writeTo(file, List.of(), Set.of("otter_test"));

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("GRANT ALL PRIVILEGES ON `otter_test`.* TO 'tms'@'127.0.0.1';");
    }
}
