package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A real MySQL 5.6, the oldest source, fetched by {@code scripts/mysql56}; otherwise as {@link MySql}, with TLS off and
 * accounts that log in with mysql_native_password.
 */
public final class MySql56 {

    private static final FetchedProgram FETCHED = FetchedProgram.of("mysql56");

    private static final List<String> OPTIONS = List.of(
            "--bind-address=127.0.0.1",
            "--socket=s",
            "--pid-file=pid",
            "--skip-name-resolve",
            "--skip-ssl",
            "--character-set-server=utf8mb4",
            "--default-time-zone=+00:00",
            "--sql-mode=NO_ENGINE_SUBSTITUTION,STRICT_TRANS_TABLES",
            "--max-allowed-packet=64M",
            "--innodb-flush-log-at-trx-commit=2",
            "--innodb-buffer-pool-size=64M",
            "--performance-schema=OFF",
            "--max-connections=50",
            "--server-id=1",
            "--log-bin=mysql-bin",
            "--binlog-format=ROW",
            "--sync-binlog=0",
            "--gtid-mode=ON",
            "--log-slave-updates",
            "--enforce-gtid-consistency");

    private static final String ACCOUNT = """
            SET sql_log_bin = 0;
            GRANT ALL ON *.* TO root@127.0.0.1 WITH GRANT OPTION;
            """;

    private MySql56() {}

    /** Why there is no MySQL 5.6 on this machine; empty where there is one. A test that needs it is skipped then. */
    public static Optional<String> missing() {
        return FETCHED.missing();
    }

    /**
     * Starts a server and waits until it takes connections.
     *
     * @param options more {@code mysqld} options; a later one wins over the defaults of this class
     */
    public static MySql start(String... options) {
        try {
            return startIn(Files.createTempDirectory("pd-mysql56-"), options);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MySQL 5.6", e);
        }
    }

    /** Starts a server whose data is in this folder, which is deleted at its end. */
    public static MySql startIn(Path folder, String... options) {
        try {
            Files.createDirectories(folder);
            copy(FETCHED.folder().resolve("data"), folder.resolve("data"));
            var port = JavaProcess.freePort();
            var command = new ArrayList<>(List.of(
                    FETCHED.path().toString(),
                    "--no-defaults",
                    "--datadir=" + folder.resolve("data"),
                    "--user=" + System.getProperty("user.name")));
            command.addAll(OPTIONS);
            command.add("--port=" + port);
            command.add("--init-file=" + Files.writeString(folder.resolve("account.sql"), ACCOUNT));
            command.addAll(List.of(options));
            return MySql.started(folder, command, port);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start MySQL 5.6", e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
