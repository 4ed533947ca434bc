package com.pinda.aggregation.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;

@QueryApiTest
class SyncStatusIT {

    private static final CopiesDatabase DATABASE = CopiesDatabase.withTables();
    private static final long NOW = Instant.parse("2026-02-28T12:00:00Z").toEpochMilli();
    private static final long POSITION = 1L << 56 | 7L << 32 | 1233;

    @Autowired
    MockMvcTester mvc;

    @TestConfiguration
    static class FixedClock {
        @Bean
        @Primary
        Clock fixed() {
            return Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        }
    }

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry registry) {
        DATABASE.properties(registry);
        registry.add("query.expected-tables", () -> "pd_driver_job");
        registry.add("query.rows-cached-for", () -> "0s");
    }

    @AfterEach
    void forget() {
        DATABASE.run(
                "DELETE FROM _copy", "DELETE FROM _copy_progress", "DELETE FROM _capture", "DELETE FROM pd_driver_job");
        status();
    }

    @AfterAll
    static void stopDatabase() {
        DATABASE.close();
    }

    @Test
    void aTableWithoutPendingRecordsIsAsFreshAsTheCapture() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 1500);
        progress(0, 10, 10, NOW - 3_600_000);
        DATABASE.run("INSERT INTO pd_driver_job(id, _position) VALUES ('1', 1), ('2', 1)");

        var result = status();

        assertThat(result).bodyJson().isLenientlyEqualTo("""
                {"state": "ready",
                 "captures": [{"destination": "tms", "file": "mysql-bin.000007", "offset": 1233,
                   "position": {"packed": "30064772305", "epoch": 0, "fileNumber": 7, "offset": 1233},
                   "gtid": null, "commitTime": "2026-02-28T11:59:58.500Z", "aliveAt": "2026-02-28T11:59:58.500Z",
                   "silentMs": 1500}],
                 "tables": [{"name": "pd_driver_job", "sourceTable": "src.pd_driver_job",
                   "topic": "tms.src.pd_driver_job", "state": "ready", "rows": 2, "changes": 5, "pending": 0,
                   "position": {"packed": "%d", "epoch": 1, "fileNumber": 7, "offset": 1233},
                   "eventTime": "2026-02-28T11:00:00Z", "appliedAt": "2026-02-28T12:00:00Z", "lagMs": 1500}]}
                """.formatted(POSITION));
    }

    @Test
    void itIsAlsoBesideTheOtherResources() {
        assertThat(mvc.get().uri("/api/v1/sync/status"))
                .bodyJson()
                .extractingPath("$.tables[0].name")
                .isEqualTo("pd_driver_job");
    }

    @Test
    void aTableWithPendingRecordsIsAsOldAsItsSlowestPartition() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 100);
        progress(0, 10, 10, NOW - 900_000);
        progress(1, 10, 15, NOW - 20_000);
        progress(2, 10, 12, NOW - 5_000);

        var result = status();

        assertThat(result).bodyJson().extractingPath("$.tables[0].lagMs").isEqualTo(20_000);
        assertThat(result).bodyJson().extractingPath("$.tables[0].pending").isEqualTo(7);
        assertThat(result).bodyJson().extractingPath("$.tables[0].changes").isEqualTo(15);
        assertThat(result).bodyJson().extractingPath("$.state").isEqualTo("ready");
    }

    @Test
    void aTableWithParkedRecordsIsReadyAndTellsHowMany() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 100);
        progress(0, 10, 10, NOW - 100);
        var before = status();
        DATABASE.run(
                "CREATE TABLE _parked (topic VARCHAR(249) NOT NULL, state VARCHAR(8) NOT NULL)",
                "INSERT INTO _parked VALUES ('tms.src.pd_driver_job', 'bad'), ('tms.src.pd_driver_job', 'behind'),"
                        + " ('tms.src.pd_driver_job', 'released'), ('tms.src.other', 'bad')");

        var result = status();
        DATABASE.run("DROP TABLE _parked");

        assertThat(before).bodyJson().extractingPath("$.tables[0].parked").isEqualTo(0);
        assertThat(result).bodyJson().extractingPath("$.tables[0].parked").isEqualTo(2);
        assertThat(result).bodyJson().extractingPath("$.state").isEqualTo("ready");
    }

    @Test
    void aViewIsAsFreshAsItsCopiesOnceItIsFilledAndNothingIsPending() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 1500);
        progress(0, 10, 10, NOW - 1500);
        DATABASE.run(
                "CREATE TABLE _view (view_name VARCHAR(64) NOT NULL, of_view VARCHAR(64) NOT NULL,"
                        + " state VARCHAR(4) NOT NULL, copies TEXT NOT NULL, filled_ms BIGINT NULL)",
                "CREATE TABLE _view_progress (view_name VARCHAR(64) NOT NULL, next_offset BIGINT NOT NULL,"
                        + " end_offset BIGINT NOT NULL, refreshed_ms BIGINT NOT NULL)",
                "CREATE TABLE _view_parked (view_name VARCHAR(64) NOT NULL)",
                "CREATE TABLE agg_job (id INT PRIMARY KEY)",
                "INSERT INTO agg_job VALUES (1), (2)",
                "INSERT INTO _view VALUES ('agg_job-b', 'agg_job', 'live', '[\"pd_driver_job\"]', 1000),"
                        + " ('agg_job', 'agg_job', 'old', '[\"pd_driver_job\"]', NULL),"
                        + " ('agg_new', 'agg_new', 'live', '[\"pd_driver_job\"]', NULL),"
                        + " ('agg_wait', 'agg_wait', 'live', '[\"pd_driver_job\",\"pd_x\"]', 1)",
                "INSERT INTO _view_progress VALUES ('agg_job', 1, 9, 0), ('agg_job-b', 7, 7, %d), ('agg_new', 2, 9, 0)"
                        .formatted(NOW),
                "INSERT INTO _view_parked VALUES ('agg_new')");

        var result = status();
        DATABASE.run("DROP TABLE _view, _view_progress, _view_parked, agg_job");

        assertThat(result).bodyJson().isLenientlyEqualTo("""
                {"state": "loading",
                 "views": [
                   {"name": "agg_job", "copies": ["pd_driver_job"], "state": "ready", "rows": 2, "pending": 0,
                    "parked": 0, "refreshedAt": "2026-02-28T12:00:00Z", "lagMs": 1500},
                   {"name": "agg_new", "state": "loading", "rows": null, "pending": 7, "parked": 1,
                    "refreshedAt": null, "lagMs": null},
                   {"name": "agg_wait", "copies": ["pd_driver_job", "pd_x"], "state": "loading", "lagMs": null}]}
                """);
    }

    @Test
    void aTableFurtherBehindThanAllowedIsStale() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 100);
        progress(0, 10, 15, NOW - 30_001);

        var result = status();

        assertThat(result).bodyJson().extractingPath("$.tables[0].state").isEqualTo("stale");
        assertThat(result).bodyJson().extractingPath("$.state").isEqualTo("stale");
    }

    @Test
    void aSilentCaptureMakesEverythingStale() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 60_000);
        progress(0, 10, 10, NOW - 60_000);

        var result = status();

        assertThat(result).bodyJson().extractingPath("$.state").isEqualTo("stale");
        assertThat(result).bodyJson().extractingPath("$.tables[0].lagMs").isEqualTo(60_000);
    }

    @Test
    void aQuietTableDoesNotAgeByTheFirstRecordThatArrives() {
        DATABASE.markFilled("pd_driver_job");
        DATABASE.capturedAt(NOW - 2_000);
        progress(0, 10, 10, NOW - 86_400_000);
        status();
        DATABASE.run("UPDATE _copy_progress SET end_offset = 11");

        var result = status();

        assertThat(result).bodyJson().extractingPath("$.tables[0].pending").isEqualTo(1);
        assertThat(result).bodyJson().extractingPath("$.tables[0].lagMs").isEqualTo(2_000);
    }

    @Test
    void aTableThatIsCopiedButNotExpectedIsListedToo() {
        DATABASE.markFilled("student");

        var result = status();

        assertThat(result)
                .bodyJson()
                .extractingPath("$.tables[*].name")
                .asArray()
                .containsExactly("pd_driver_job", "student");
        assertThat(result).bodyJson().extractingPath("$.tables[1].rows").isNull();
        assertThat(result).bodyJson().extractingPath("$.tables[1].lagMs").isNull();
    }

    private MvcTestResult status() {
        return mvc.get().uri("/sync/status").exchange();
    }

    private static void progress(int partition, long next, long end, long eventMs) {
        DATABASE.run("INSERT INTO _copy_progress VALUES ('tms.src.pd_driver_job', %d, %d, %d, %d, %d, %d, 5)"
                .formatted(partition, next, end, POSITION, eventMs, NOW));
    }
}
