package com.pinda.aggregation.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseIT {

    @Test
    void aServerKeepsItsDataOverAStopAndTakesOptions() throws SQLException {
        try (var db = Database.start("--binlog-format=STATEMENT")) {
            db.execute(
                    "CREATE DATABASE shop",
                    "CREATE TABLE shop.t (id INT PRIMARY KEY)",
                    "INSERT INTO shop.t VALUES (7)");

            db.stop();
            db.resume();

            try (var connection = db.connect("shop");
                    var rows = connection.createStatement().executeQuery("SELECT id, @@binlog_format FROM t")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getInt(1)).isEqualTo(7);
                assertThat(rows.getString(2)).isEqualTo("STATEMENT");
            }
        }
    }
}
