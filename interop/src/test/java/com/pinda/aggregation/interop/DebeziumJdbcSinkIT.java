package com.pinda.aggregation.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import java.nio.file.Path;
import java.sql.SQLSyntaxErrorException;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Debezium's JDBC sink, as it is on Maven Central, on our topics: it knows nothing of us. */
class DebeziumJdbcSinkIT {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    @TempDir
    private static Path folder;

    private static Capture capture;
    private static Database sink;
    private static ConnectWorker worker;

    @BeforeAll
    static void startServers() {
        capture = Capture.start(folder);
        sink = Database.start();
        sink.execute("CREATE DATABASE replica CHARACTER SET utf8mb4 COLLATE utf8mb4_bin");
        capture.source().execute(Statements.TABLES);
        var excluded = Statements.TIMES.stream().map("typed:"::concat).collect(Collectors.joining(","));
        worker = ConnectWorker.start(capture, sink, "replica", excluded, folder);
    }

    @AfterAll
    static void stopServers() {
        worker.close();
        sink.close();
        capture.close();
    }

    @Test
    void theSourcesTablesAreMadeAnewFromTheTopicsAlone() {
        capture.source().execute(Statements.CHANGES);

        Awaitility.await()
                .atMost(PATIENCE)
                .ignoreException(SQLSyntaxErrorException.class)
                .untilAsserted(() -> {
                    assertThat(worker.output()).doesNotContain("uncaught and unrecoverable exception");
                    for (var table : Statements.NAMES) {
                        assertThat(TableContents.of(sink, "replica." + table, Set.of()))
                                .as(table)
                                .isEqualTo(TableContents.of(capture.source(), "shop." + table, Statements.TIMES));
                    }
                });
    }
}
