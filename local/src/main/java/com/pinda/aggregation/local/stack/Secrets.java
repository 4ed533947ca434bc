package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/** Generated passwords, one file per account, readable by their owner only. */
final class Secrets {
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final SecureRandom random = new SecureRandom();

    Secrets(Path folder) {
        this.folder = folder;
    }

    /** The password of an account; made when it is asked for the first time. */
    Account account(String user) throws IOException {
        var file = folder.resolve(user);
        if (Files.notExists(file)) {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var fresh = Files.createTempFile(folder, user, ".new", PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(fresh, password());
            Files.move(fresh, file);
        }
        return new Account(user, Files.readString(file).strip());
    }

    private String password() {
        var bytes = new byte[16];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
