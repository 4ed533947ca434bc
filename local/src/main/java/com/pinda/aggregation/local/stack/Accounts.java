package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.tms.TmsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The accounts of the embedded database, made (or given their passwords anew) at each of its starts. */
record Accounts(Account root, Account capture, Account tms, Account writer, Account reader) {
    static Accounts from(Secrets secrets) throws IOException {
        return new Accounts(
                secrets.account("root"),
                secrets.account("canal"),
                secrets.account("tms"),
                secrets.account("aggregation_writer"),
                secrets.account("aggregation_reader"));
    }

    /**
     * Writes the statements for the server's {@code init_file}, one a line. They stay out of its log: passwords have no
     * business there.
     *
     * @param monitoring the server's right to see the state of its log, beside the usual ones
     * @param moreDatabases beside those of the TMS
     */
    void writeTo(Path file, List<String> monitoring, Set<String> moreDatabases) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, statements(monitoring, moreDatabases).collect(Collectors.joining(";\n", "", ";\n")));
    }

    private Stream<String> statements(List<String> monitoring, Set<String> moreDatabases) {
        return Stream.of(
                        Stream.of(
                                "SET SESSION sql_log_bin = 0",
                                "DROP USER IF EXISTS ''@'localhost'",
                                "DROP USER IF EXISTS 'root'@'::1'",
                                "ALTER USER 'root'@'localhost' IDENTIFIED BY '%s'".formatted(root.password()),
                                "CREATE DATABASE IF NOT EXISTS pd_aggregation CHARACTER SET utf8mb4"),
                        user(root, List.of("ALL PRIVILEGES ON *.*")),
                        user(
                                capture,
                                Stream.concat(
                                                Stream.of("SELECT", "REPLICATION SLAVE", "REPLICATION CLIENT"),
                                                monitoring.stream())
                                        .map(right -> right + " ON *.*")
                                        .toList()),
                        user(
                                tms,
                                Stream.of(
                                                TmsSource.DATABASES.stream(),
                                                Stream.of(TmsSource.NOISE_DATABASE),
                                                moreDatabases.stream())
                                        .flatMap(names -> names)
                                        .map("ALL PRIVILEGES ON `%s`.*"::formatted)
                                        .toList()),
                        user(writer, List.of("ALL PRIVILEGES ON pd_aggregation.*")),
                        user(reader, List.of("SELECT ON pd_aggregation.*")))
                .flatMap(statements -> statements);
    }

    private static Stream<String> user(Account account, List<String> rights) {
        var name = "'%s'@'127.0.0.1'".formatted(account.user());
        return Stream.concat(
                Stream.of(
                        "CREATE USER IF NOT EXISTS " + name,
                        "ALTER USER %s IDENTIFIED BY '%s'".formatted(name, account.password())),
                rights.stream().map(right -> "GRANT %s TO %s".formatted(right, name)));
    }
}
