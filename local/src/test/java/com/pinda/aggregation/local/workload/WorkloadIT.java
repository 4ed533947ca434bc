package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.github.shyiko.mysql.binlog.BinaryLogFileReader;
import com.github.shyiko.mysql.binlog.event.DeleteRowsEventData;
import com.github.shyiko.mysql.binlog.event.EventData;
import com.github.shyiko.mysql.binlog.event.UpdateRowsEventData;
import com.github.shyiko.mysql.binlog.event.WriteRowsEventData;
import com.pinda.aggregation.local.tms.DatabaseServer;
import com.pinda.aggregation.local.tms.Fingerprint;
import com.pinda.aggregation.local.tms.TmsSize;
import com.pinda.aggregation.local.tms.TmsSource;
import com.pinda.aggregation.local.workload.WorkloadSettings.Anomalies;
import com.pinda.aggregation.local.workload.WorkloadSettings.Incidents;
import com.pinda.aggregation.local.workload.WorkloadSettings.Noise;
import com.pinda.aggregation.testkit.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class WorkloadIT {

    private static final TmsSize SIZE = new TmsSize(3, 2, 4, 4, 6, 4);
    private static final WorkloadSettings CLEAN =
            WorkloadSettings.clean().withOrders(300).withRate(0);
    private static final WorkloadSettings EVERYTHING = WorkloadSettings.defaults()
            .withRate(0)
            .withOrders(300)
            .with(Anomalies.many())
            .with(new Noise(2, true, 0.5, 10, 5))
            .with(new Incidents(50, 80, 3000, 120, 200));

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
        for (var name : TmsSource.DATABASES) {
            database.execute("DROP DATABASE IF EXISTS " + name);
        }
        database.execute("DROP DATABASE IF EXISTS " + TmsSource.NOISE_DATABASE);
    }

    @Test
    void everyOrderReachesItsEnd() throws Exception {
        var workload = run(CLEAN);

        assertThat(workload.counters().ordersPlaced()).isEqualTo(300);
        assertThat(workload.counters().ordersFinished()).isEqualTo(300);
        assertThat(query("SELECT COUNT(*) FROM pd_oms.pd_order")).containsExactly("300");
        assertThat(query("SELECT DISTINCT status FROM pd_oms.pd_order ORDER BY 1"))
                .containsExactly("23009", "23010", "230011");
        assertThat(query("SELECT DISTINCT status FROM pd_work.pd_task_transport"))
                .containsExactly("4");
        assertThat(query("SELECT DISTINCT status FROM pd_work.pd_driver_job")).containsExactly("4");
    }

    @Test
    void ordersWaybillsAndTasksAgreeAtTheEnd() throws Exception {
        run(CLEAN);

        assertThat(query("""
                SELECT o.id FROM pd_oms.pd_order o
                LEFT JOIN pd_work.pd_transport_order w ON w.order_id = o.id
                LEFT JOIN pd_work.pd_task_pickup_dispatch p ON p.order_id = o.id AND p.task_type = 1 AND p.status = 4
                LEFT JOIN pd_work.pd_task_pickup_dispatch d ON d.order_id = o.id AND d.task_type = 2
                LEFT JOIN pd_oms.pd_order_location l ON l.order_id = o.id
                WHERE o.status IN (23009, 23010)
                  AND NOT (w.status <=> IF(o.status = 23009, 5, 6) AND p.id IS NOT NULL AND d.status <=> 4
                    AND d.sign_status <=> IF(o.status = 23009, 1, 2) AND o.current_agency_id <=> l.receive_agent_id)
                """)).isEmpty();
        assertThat(query("""
                SELECT o.id FROM pd_oms.pd_order o
                JOIN pd_work.pd_task_pickup_dispatch p ON p.order_id = o.id
                WHERE o.status = 230011 AND p.status <> 5
                """)).isEmpty();
        assertThat(query("""
                SELECT t.id FROM pd_work.pd_task_transport t
                LEFT JOIN pd_work.pd_transport_order_task l ON l.transport_task_id = t.id
                WHERE l.id IS NULL
                """)).isEmpty();
    }

    @Test
    void thePlannedTimesOfADriverJobAreInUtcAndThoseOfTheTaskAreNot() throws Exception {
        run(CLEAN.withOrders(30));

        assertThat(query("""
                SELECT DISTINCT TIMESTAMPDIFF(HOUR, j.plan_departure_time, t.plan_departure_time)
                FROM pd_work.pd_driver_job j JOIN pd_work.pd_task_transport t ON t.id = j.task_transport_id
                """)).containsExactly("8");
    }

    @Test
    void anOrderMakesTheRowChangesOfItsLegs() throws Exception {
        var settings = CLEAN.with("edited", "0")
                .with("address-changed", "0")
                .with("cancelled", "0")
                .with("paid-early", "0");

        var workload = run(settings);

        long orders = 300;
        long legs = Long.parseLong(
                query("SELECT COUNT(*) FROM pd_work.pd_transport_order_task").get(0));
        long runs = Long.parseLong(
                query("SELECT COUNT(*) FROM pd_work.pd_task_transport").get(0));
        assertThat(legs).isBetween(2 * orders, 5 * orders);
        assertThat(workload.counters().rowChangesByTable())
                .containsOnly(
                        entry("pd_oms.pd_order", 6 * orders + 2 * legs),
                        entry("pd_oms.pd_order_cargo", 2 * orders),
                        entry("pd_oms.pd_order_location", orders),
                        entry("pd_work.pd_task_pickup_dispatch", 6 * orders),
                        entry("pd_work.pd_transport_order", 2 * orders + 2 * legs),
                        entry("pd_work.pd_transport_order_task", 7 * legs),
                        entry("pd_work.pd_task_transport", 4 * runs),
                        entry("pd_work.pd_driver_job", 3 * runs));
    }

    @Test
    void theSameSeedGivesTheSameDataHoweverFastItRuns() throws Exception {
        var settings = EVERYTHING.with("server-sets-pickup-time", "false");
        run(settings);
        var first = fingerprint();
        dropAll();

        run(settings.withRate(400));

        assertThat(fingerprint()).isEqualTo(first);
    }

    @Test
    void thePickupTimeThatNobodySetsIsTheServers() throws Exception {
        run(CLEAN.withOrders(50));
        var simulated = tasks();
        dropAll();

        run(CLEAN.withOrders(50).with("server-sets-pickup-time", "true"));

        assertThat(query("""
                SELECT id FROM pd_work.pd_task_transport
                WHERE NOT (actual_pick_up_goods_time BETWEEN NOW() - INTERVAL 1 HOUR AND NOW())
                """)).isEmpty();
        assertThat(tasks()).isEqualTo(simulated).isNotEmpty();
    }

    @Test
    void anotherSeedGivesOtherData() throws Exception {
        run(CLEAN.withOrders(20));
        var first = fingerprint();
        dropAll();

        run(CLEAN.withOrders(20).withSeed(2));

        assertThat(fingerprint()).isNotEqualTo(first);
    }

    @Test
    void idsThatCountFromTheStartOfAServiceAreShortAndRepeatAcrossTables() throws Exception {
        var settings = EVERYTHING.with("process-epoch-ids", "true");
        run(settings);

        run(settings.with(Incidents.none()).withSeed(2));

        assertThat(query("SELECT MIN(LENGTH(id)) < 10 FROM pd_oms.pd_order")).containsExactly("1");
        assertThat(query("""
                SELECT COUNT(*) > 0 FROM pd_oms.pd_order o JOIN pd_work.pd_task_pickup_dispatch p ON p.id = o.id
                """)).containsExactly("1");
    }

    @Test
    void aLaterRunGoesOnAfterTheFirst() throws Exception {
        run(EVERYTHING);
        var last = query("SELECT MAX(create_time) FROM pd_oms.pd_order WHERE create_time < '2200-01-01'")
                .get(0);

        var workload = run(EVERYTHING);

        assertThat(workload.counters().ordersFinished()).isEqualTo(300);
        assertThat(query("SELECT COUNT(*) > 250 FROM pd_oms.pd_order WHERE create_time > '" + last
                        + "' AND create_time < '2200-01-01'"))
                .containsExactly("1");
    }

    @Test
    void theAnomaliesReallyHappen() throws Exception {
        var workload = run(EVERYTHING);

        var none = new ArrayList<String>();
        for (var anomaly : ANOMALIES.entrySet()) {
            if (query(anomaly.getValue()).isEmpty()) {
                none.add(anomaly.getKey());
            }
        }
        assertThat(none).isEmpty();
        assertThat(workload.counters().ordersFinished(Outcome.ABANDONED)).isPositive();
    }

    @Test
    void aPlanningThatDiesLeavesTheMarkedParcelsWhereTheyAre() throws Exception {
        run(CLEAN.with("step-dies", "0.2"));

        assertThat(query("SELECT id FROM pd_oms.pd_order WHERE status = 23004")).isNotEmpty();
        assertThat(query("""
                SELECT w.order_id FROM pd_work.pd_transport_order w
                JOIN pd_oms.pd_order_location o ON o.order_id = w.order_id
                JOIN pd_work.pd_transport_order_task l ON l.transport_order_id = w.id
                JOIN pd_work.pd_task_transport t ON t.id = l.transport_task_id AND t.start_agency_id = o.send_agent_id
                GROUP BY w.order_id HAVING COUNT(DISTINCT t.id) > 1
                """)).as("planned again, though marked as planned").isEmpty();
    }

    @Test
    void withTheDefaultsTheNoiseIsThereAndUndoLogsAreEmptyAgain() throws Exception {
        var workload =
                run(WorkloadSettings.defaults().withOrders(100).withRate(0).with("step-dies", "0"));

        assertThat(workload.counters().rowChangesByTable())
                .containsKeys("pd_oms.undo_log", "pd_work.undo_log", "pd_auth.pd_auth_user")
                .containsKey("pd_dispatch.QRTZ_SCHEDULER_STATE");
        assertThat(query("SELECT id FROM pd_oms.undo_log UNION ALL SELECT id FROM pd_work.undo_log"))
                .isEmpty();
    }

    @Test
    void theCountersTellWhatTheBinlogHolds() throws Exception {
        prepare();
        var workload = new Workload(server(), EVERYTHING, (order, nanos) -> {});
        var before = binlogRows();

        workload.run();

        assertThat(binlogRows() - before).isEqualTo(workload.counters().rowChanges());
    }

    @Test
    void eachOrderThatStaysIsAnnouncedOnceItIsCommitted() throws Exception {
        prepare();
        var announced = new HashSet<String>();
        var workload = new Workload(
                server(),
                WorkloadSettings.defaults().withOrders(100).withRate(0).with("rolled-back", "0.2"),
                (order, nanos) -> {
                    assertThat(read("SELECT id FROM pd_oms.pd_order WHERE id = '" + order + "'"))
                            .containsExactly(order);
                    announced.add(order);
                });

        workload.run();

        assertThat(announced).hasSize(100).containsExactlyInAnyOrderElementsOf(query("SELECT id FROM pd_oms.pd_order"));
    }

    @Test
    void theRateHoldsTheOrdersBack() throws Exception {
        prepare();
        var workload = new Workload(server(), CLEAN.withOrders(20).withRate(20), (order, nanos) -> {});
        long start = System.nanoTime();

        workload.run();

        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(900L, 10_000L);
    }

    @Test
    void anEndlessRunEndsWhenItIsStopped() throws Exception {
        prepare();
        var workload = new Workload(server(), WorkloadSettings.defaults().withRate(0), (order, nanos) -> {});
        var running = CompletableFuture.runAsync(() -> {
            try {
                workload.run();
            } catch (SQLException | InterruptedException e) {
                throw new CompletionException(e);
            }
        });
        Awaitility.await().until(() -> workload.counters().ordersFinished() > 20);

        workload.stop();

        running.get(5, TimeUnit.SECONDS);
    }

    @Test
    void aSourceWithoutBaseDataIsRefused() throws Exception {
        prepare();
        database.execute("DELETE FROM pd_auth.pd_core_org");

        var workload = new Workload(server(), CLEAN, (order, nanos) -> {});

        assertThatThrownBy(workload::run)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("prepare it first");
    }

    private static final Map<String, String> ANOMALIES = new TreeMap<>(Map.ofEntries(
            entry("cancelled, location kept", """
                    SELECT o.id FROM pd_oms.pd_order o JOIN pd_oms.pd_order_location l ON l.order_id = o.id
                    WHERE o.status = 230011
                    """),
            entry("cancelled, location gone", """
                    SELECT o.id FROM pd_oms.pd_order o LEFT JOIN pd_oms.pd_order_location l ON l.order_id = o.id
                    WHERE o.status = 230011 AND l.id IS NULL
                    """),
            entry("refused", "SELECT id FROM pd_oms.pd_order WHERE status = 23010"),
            entry("two pickup tasks", """
                    SELECT order_id FROM pd_work.pd_task_pickup_dispatch WHERE task_type = 1
                    GROUP BY order_id HAVING COUNT(*) > 1
                    """),
            entry("two waybills", """
                    SELECT order_id FROM pd_work.pd_transport_order GROUP BY order_id HAVING COUNT(*) > 1
                    """),
            entry("driver reassigned", "SELECT id FROM pd_work.pd_driver_job WHERE status = 3"),
            entry("leg planned twice", """
                    SELECT l.transport_order_id FROM pd_work.pd_transport_order_task l
                    JOIN pd_work.pd_task_transport t ON t.id = l.transport_task_id
                    GROUP BY l.transport_order_id, t.start_agency_id, t.end_agency_id HAVING COUNT(*) > 1
                    """),
            entry("task without links", """
                    SELECT t.id FROM pd_work.pd_task_transport t
                    LEFT JOIN pd_work.pd_transport_order_task l ON l.transport_task_id = t.id WHERE l.id IS NULL
                    """),
            entry("unknown status", "SELECT id FROM pd_oms.pd_order WHERE status IN (1, 23011, 99999)"),
            entry("order deleted", """
                    SELECT w.id FROM pd_work.pd_transport_order w LEFT JOIN pd_oms.pd_order o ON o.id = w.order_id
                    WHERE o.id IS NULL
                    """),
            entry("waybill with another key", """
                    SELECT w.id FROM pd_work.pd_transport_order w
                    JOIN pd_oms.pd_order o ON o.id = w.order_id AND o.status = 23009
                    LEFT JOIN pd_work.pd_transport_order_task l ON l.transport_order_id = w.id WHERE l.id IS NULL
                    """),
            entry("emoji", "SELECT id FROM pd_oms.pd_order WHERE HEX(sender_name) LIKE '%F09F9880%'"),
            entry("channel", "SELECT id FROM pd_oms.pd_order WHERE channel IS NOT NULL"),
            entry("heartbeat", "SELECT id FROM pd_base.pd_truck WHERE last_heartbeat_time IS NOT NULL"),
            entry("towns", "SELECT id FROM pd_auth.pd_area WHERE id = 1002999"),
            entry("truncated", "SELECT 1 FROM pd_base.pd_goods_type HAVING COUNT(*) BETWEEN 1 AND 7"),
            entry("nulls", "SELECT id FROM pd_oms.pd_order WHERE status IS NULL AND member_id IS NULL"),
            entry("longest", "SELECT id FROM pd_oms.pd_order WHERE CHAR_LENGTH(sender_address) = 255"),
            entry("longest text", "SELECT id FROM pd_oms.pd_order_cargo WHERE LENGTH(remark) > 65000"),
            entry("user edited", "SELECT id FROM pd_auth.pd_auth_user WHERE update_time > '2026-01-01'"),
            entry("organisation renamed", "SELECT id FROM pd_auth.pd_core_org WHERE name LIKE '%号）'"),
            entry("login", "SELECT id FROM pd_auth.pd_auth_user WHERE last_login_time > '2026-01-01'")));

    private static Workload run(WorkloadSettings settings) throws SQLException, InterruptedException {
        prepare();
        var workload = new Workload(server(), settings, (order, nanos) -> {});
        workload.run();
        return workload;
    }

    private static void prepare() throws SQLException {
        new TmsSource(server(), SIZE, 1).prepare();
    }

    private static DatabaseServer server() {
        return new DatabaseServer(database.url(""), Database.USER, Database.PASSWORD);
    }

    /** All but the pickup time. */
    private static List<String> tasks() throws SQLException {
        return query("""
                SELECT CONCAT_WS('|', id, transport_trips_id, status, assigned_status, truck_id, plan_departure_time,
                  actual_departure_time, actual_arrival_time, deliver_picture)
                FROM pd_work.pd_task_transport ORDER BY id
                """);
    }

    private static Map<String, String> fingerprint() throws SQLException {
        try (var connection = database.connect()) {
            return Fingerprint.of(connection);
        }
    }

    private static long binlogRows() throws SQLException, IOException {
        var base = Path.of(query("SELECT @@log_bin_basename").get(0));
        long rows = 0;
        for (var file : query("SHOW BINARY LOGS")) {
            try (var log = new BinaryLogFileReader(base.resolveSibling(file).toFile())) {
                for (var event = log.readEvent(); event != null; event = log.readEvent()) {
                    rows += rows(event.getData());
                }
            }
        }
        return rows;
    }

    private static long rows(@Nullable EventData event) {
        if (event instanceof WriteRowsEventData inserts) {
            return inserts.getRows().size();
        }
        if (event instanceof UpdateRowsEventData updates) {
            return updates.getRows().size();
        }
        return event instanceof DeleteRowsEventData deletes ? deletes.getRows().size() : 0;
    }

    private static List<String> read(String sql) {
        try {
            return query(sql);
        } catch (SQLException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> query(String sql) throws SQLException {
        var values = new ArrayList<String>();
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            while (row.next()) {
                values.add(row.getString(1));
            }
        }
        return values;
    }
}
