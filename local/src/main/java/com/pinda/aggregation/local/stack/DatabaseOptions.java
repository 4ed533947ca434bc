package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** How either embedded database is run. */
final class DatabaseOptions {
    private DatabaseOptions() {}

    static List<String> common(Site site, Path data) {
        return Stream.concat(
                        Stream.of(
                                "--no-defaults",
                                "--datadir=" + data,
                                "--bind-address=" + Site.HOST,
                                "--port=" + site.ports().of(Endpoint.DATABASE),
                                // relative to the data, for a socket's path must be short
                                "--socket=server.sock",
                                "--pid-file=server.pid",
                                "--skip-name-resolve",
                                "--init-file=" + initFile(site),
                                "--server-id=1",
                                "--log-bin=mysql-bin",
                                "--binlog-ignore-db=" + Databases.TARGET,
                                "--character-set-server=utf8mb4",
                                "--max-allowed-packet=64M",
                                "--innodb-buffer-pool-size=128M",
                                // flushed to the disk once a second: a killed server loses nothing, a lost machine may
                                "--innodb-flush-log-at-trx-commit=2",
                                "--sync-binlog=0",
                                "--max-connections=100"),
                        user().stream())
                .toList();
    }

    /** A database server refuses to run as root unless it is told to. */
    static List<String> user() {
        return "root".equals(System.getProperty("user.name")) ? List.of("--user=root") : List.of();
    }

    static Path initFile(Site site) {
        return site.folder().of("secrets").resolve("init.sql");
    }

    static Path emptyFolder(Path path) throws IOException {
        if (Files.exists(path)) {
            try (var files = Files.walk(path)) {
                for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
        return Files.createDirectories(path);
    }
}
