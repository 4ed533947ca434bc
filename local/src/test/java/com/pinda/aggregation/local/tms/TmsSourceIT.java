package com.pinda.aggregation.local.tms;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.testkit.Database;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TmsSourceIT {

    private static Database database;

    @BeforeAll
    static void start() {
        database = Database.start();
    }

    @AfterAll
    static void stop() {
        database.close();
    }

    @AfterEach
    void dropAll() {
        TmsSource.DATABASES.forEach(name -> database.execute("DROP DATABASE IF EXISTS " + name));
        database.execute("DROP DATABASE IF EXISTS " + TmsSource.NOISE_DATABASE);
    }

    @Test
    void allTablesAreMadeWithTheQuirksOfTheOriginals() throws SQLException {
        prepare(TmsSize.small(), 1);

        assertThat(tables()).containsAll(TmsSource.TABLES);
        assertThat(ddl("pd_work.pd_task_transport")).contains("ON UPDATE current_timestamp()", "ROW_FORMAT=COMPACT");
        assertThat(ddl("pd_work.pd_transport_order_task")).contains("varchar(20) CHARACTER SET utf8mb3");
        assertThat(ddl("pd_auth.pd_auth_user")).contains("UNIQUE KEY `UN_ACCOUNT` (`account`)", "bit(1) DEFAULT b'0'");
        assertThat(ddl("pd_auth.pd_core_org")).contains("FULLTEXT KEY `FU_PATH` (`tree_path`)", "tinyint(1)");
        assertThat(ddl("pd_oms.pd_order")).contains("`status` int(20)", "`order_type` tinyint(2)", "decimal(10,6)");
    }

    @Test
    void aSmallCarrierHasAHundredOutletsWithCouriersAndLines() throws SQLException {
        prepare(TmsSize.small(), 1);

        assertThat(query("SELECT org_type, COUNT(*) FROM pd_auth.pd_core_org WHERE org_type > 0 GROUP BY org_type"))
                .containsExactly("1 3", "2 4", "3 12", "4 100");
        assertThat(query("SELECT level, COUNT(*) FROM pd_auth.pd_area GROUP BY level"))
                .containsExactly("0 31", "1 341", "2 2728");
        assertThat(query("SELECT COUNT(*), COUNT(DISTINCT user_id) FROM pd_base.pd_truck_driver"))
                .containsExactly("160 160");
        assertThat(query("""
                SELECT o.id, COUNT(u.id) FROM pd_auth.pd_core_org o
                LEFT JOIN pd_auth.pd_auth_user u ON u.org_id = o.id AND u.station_id = 3
                WHERE o.org_type = 4 GROUP BY o.id HAVING COUNT(u.id) NOT BETWEEN 2 AND 4
                """)).isEmpty();
        assertThat(query("""
                SELECT l.id, COUNT(t.id) FROM pd_base.pd_transport_line l
                LEFT JOIN pd_base.pd_transport_trips t ON t.transport_line_id = l.id
                GROUP BY l.id HAVING COUNT(t.id) NOT BETWEEN 2 AND 6
                """)).isEmpty();
    }

    @Test
    void neighbouringUserIdsAreEqualAsDoubles() throws SQLException {
        prepare(new TmsSize(1, 1, 2, 1, 2, 2), 1);

        assertThat(query("SELECT COUNT(DISTINCT id) > COUNT(DISTINCT id + 0e0) FROM pd_auth.pd_auth_user"))
                .containsExactly("1");
    }

    @Test
    void theSameSeedGivesTheSameRows() throws SQLException {
        prepare(TmsSize.small(), 7);
        var first = fingerprint();
        dropAll();

        prepare(TmsSize.small(), 7);

        assertThat(fingerprint()).isEqualTo(first);
    }

    @Test
    void aSecondStartLeavesWhatIsThereAndFillsWhatIsEmpty() throws SQLException {
        prepare(TmsSize.small(), 1);
        var first = fingerprint();
        database.execute("UPDATE pd_base.pd_truck SET brand = 'other'", "TRUNCATE TABLE pd_base.pd_goods_type");

        prepare(TmsSize.small(), 1);

        var second = fingerprint();
        assertThat(second.entrySet().stream()
                        .filter(table -> !table.getValue().equals(first.get(table.getKey())))
                        .map(Map.Entry::getKey)
                        .collect(Collectors.toList()))
                .containsExactly("pd_base.pd_truck");
    }

    @Test
    void aLargeCarrierLoadsInSeconds() throws SQLException {
        prepare(TmsSize.large(), 1);

        assertThat(query("SELECT COUNT(*) > 1000 FROM pd_auth.pd_core_org")).containsExactly("1");
    }

    private static void prepare(TmsSize size, long seed) throws SQLException {
        new TmsSource(new DatabaseServer(database.url(""), Database.USER, Database.PASSWORD), size, seed).prepare();
    }

    private static Map<String, String> fingerprint() throws SQLException {
        try (var connection = database.connect()) {
            return Fingerprint.of(connection);
        }
    }

    private static List<String> tables() throws SQLException {
        return query("SELECT CONCAT(table_schema, '.', table_name), '' FROM information_schema.tables").stream()
                .map(String::strip)
                .toList();
    }

    private static String ddl(String table) throws SQLException {
        return query("SHOW CREATE TABLE " + table).get(0);
    }

    /** The first two columns, or the only one. */
    private static List<String> query(String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            boolean two = row.getMetaData().getColumnCount() > 1;
            while (row.next()) {
                values.add(two ? row.getString(1) + " " + row.getString(2) : row.getString(1));
            }
        }
        return values;
    }
}
