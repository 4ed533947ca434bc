package com.pinda.aggregation.torture.rig;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("guarantees")
class RigIT {

    @Test
    void whatIsWrittenToTheSourceIsInTheCopy() throws SQLException {
        try (var rig = Rig.start(RigOptions.of("shop.orders"))) {
            rig.source()
                    .execute(
                            "CREATE TABLE shop.orders (id bigint NOT NULL PRIMARY KEY, name varchar(20))",
                            "INSERT INTO shop.orders SELECT seq, 'a' FROM shop.seq_1_to_500",
                            "DELETE FROM shop.orders WHERE id > 400");

            rig.awaitQuiet(Duration.ofSeconds(90));

            try (var target = rig.target().connect(Rig.TARGET);
                    var statement = target.createStatement();
                    var rows = statement.executeQuery("SELECT COUNT(*), SUM(id) FROM orders")) {
                rows.next();
                assertThat(rows.getLong(1)).isEqualTo(400);
                assertThat(rows.getLong(2)).isEqualTo(80_200);
            }
        }
    }
}
