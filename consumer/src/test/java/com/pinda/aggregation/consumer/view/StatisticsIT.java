package com.pinda.aggregation.consumer.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.copy.Servers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class StatisticsIT {

    private static final String DATABASE = "statistics";

    private SingleConnectionDataSource database;
    private JdbcTemplate jdbc;
    private Statistics statistics;

    @BeforeEach
    void createTable() {
        Servers.database().execute("CREATE DATABASE " + DATABASE);
        database = new SingleConnectionDataSource(Servers.database().url(DATABASE), "root", "", true);
        jdbc = new JdbcTemplate(database);
        jdbc.execute("CREATE TABLE t (id INT PRIMARY KEY, a INT, KEY a (a)) STATS_AUTO_RECALC=0");
        statistics = new Statistics(jdbc);
    }

    @AfterEach
    void dropTable() {
        database.destroy();
        Servers.database().execute("DROP DATABASE " + DATABASE);
    }

    @Test
    void whatGrewIsCounted() {
        insert(1, 300);

        statistics.look(List.of("t"));

        assertThat(valuesOfA()).isEqualTo(300);
    }

    @Test
    void itIsCountedAgainOnceItIsSeveralTimesAsLarge() {
        insert(1, 300);
        statistics.look(List.of("t"));

        insert(301, 1023);
        statistics.look(List.of("t"));
        assertThat(valuesOfA()).isLessThan(1023);

        insert(1024, 1024);
        statistics.look(List.of("t"));
        assertThat(valuesOfA()).isEqualTo(1024);
    }

    @Test
    void whatWasEmptiedIsCountedAsItGrowsAgain() {
        insert(1, 300);
        statistics.look(List.of("t"));
        jdbc.execute("TRUNCATE TABLE t");
        statistics.look(List.of("t"));

        insert(1, 100);
        statistics.look(List.of("t"));

        assertThat(valuesOfA()).isEqualTo(100);
    }

    private void insert(int first, int last) {
        jdbc.update("INSERT INTO t SELECT seq, seq FROM seq_" + first + "_to_" + last);
    }

    /** As many as the server believes there are. */
    private long valuesOfA() {
        var values = jdbc.queryForObject(
                "SELECT cardinality FROM information_schema.statistics"
                        + " WHERE table_schema = DATABASE() AND table_name = 't' AND index_name = 'a'",
                Long.class);
        return values == null ? 0 : values;
    }
}
