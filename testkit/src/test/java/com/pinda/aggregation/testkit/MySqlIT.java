package com.pinda.aggregation.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class MySqlIT {

    @Test
    void aServerKeepsItsDataOverAStopAndTakesOptions() throws SQLException {
        assumeThat(MySqlProgram.missing()).isEmpty();
        try (var db = MySql.start("--max-binlog-size=8192")) {
            db.execute(
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.t (id INT PRIMARY KEY)",
                    "INSERT INTO shop.t VALUES (7)");

            db.stop();
            db.resume();

            try (var connection = db.connect("shop");
                    var rows = connection.createStatement().executeQuery("SELECT id, @@max_binlog_size FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
                assertThat(rows.getInt(2)).isEqualTo(8192);
            }
        }
    }

    @Test
    void theOldestSourceStartsWithABinlogOfRows() throws SQLException {
        assumeThat(MySql56.missing()).isEmpty();
        try (var db = MySql56.start();
                var connection = db.connect("");
                var rows = connection.createStatement().executeQuery("SELECT version(), @@log_bin, @@binlog_format")) {
            assertThat(rows.next()).isTrue();
            assertThat(rows.getString(1)).startsWith("5.6.");
            assertThat(rows.getString(2)).isEqualTo("1");
            assertThat(rows.getString(3)).isEqualTo("ROW");
        }
    }
}
