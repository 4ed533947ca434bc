package com.pinda.aggregation.consumer.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.consumer.copy.Servers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

class PlansIT {

    private static final String DATABASE = "plans";

    private static SingleConnectionDataSource database;

    @BeforeAll
    static void createTables() {
        Servers.database().execute("CREATE DATABASE " + DATABASE);
        database = new SingleConnectionDataSource(Servers.database().url(DATABASE), "root", "", true);
        var jdbc = new JdbcTemplate(database);
        for (var table : List.of("w", "o")) {
            jdbc.execute("CREATE TABLE " + table
                    + " (id VARCHAR(20) PRIMARY KEY, a VARCHAR(20), b VARCHAR(20), n INT, KEY (a))");
            jdbc.execute("INSERT INTO " + table + " SELECT CONCAT('r', seq), CONCAT('r', seq), CONCAT('r', seq), seq"
                    + " FROM seq_1_to_5000");
            jdbc.execute("ANALYZE TABLE " + table);
        }
    }

    @AfterAll
    static void dropTables() {
        database.destroy();
        Servers.database().execute("DROP DATABASE " + DATABASE);
    }

    @Test
    void whatIsFoundByAnIndexIsNotTold() {
        assertThat(findings("(SELECT COUNT(*) FROM o x WHERE x.a = w.id)")).isEmpty();
    }

    @Test
    void aCopyThatIsReadWholeIsToldWithTheIndexThatItLacks() {
        assertThat(findings("(SELECT COUNT(*) FROM o x WHERE x.b = w.id)"))
                .singleElement()
                .asString()
                .contains("copy o (x) is read whole", "cdc.copy.indexes=o(b)");
    }

    @Test
    void anExpressionThatNoIndexHelpsWithIsToldAsSuch() {
        assertThat(findings("(SELECT COUNT(*) FROM o x WHERE CONCAT('x', x.a) = w.id)"))
                .singleElement()
                .asString()
                .contains("copy o (x) is read whole", "as it is, not in an expression");
    }

    private static List<String> findings(String column) {
        var view = DefinitionFile.read(
                "v.yml", "name: v\nkey: [id]\nselect: >\n  SELECT w.id AS id, " + column + " AS c FROM w\n");
        var properties = new ViewProperties(
                List.of(),
                4,
                4,
                100,
                100,
                Duration.ZERO,
                2000,
                Duration.ofSeconds(30),
                Duration.ofDays(7),
                ViewProperties.Swap.AUTO,
                Duration.ofHours(1),
                false,
                4);
        return new Plans(new Queries(database), properties).findings(view);
    }
}
