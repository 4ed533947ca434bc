package com.pinda.aggregation.bench.views;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The rows of many orders in the source, written many with a statement: the order, its cargo and place, its courier
 * tasks, a waybill, and three legs that it shares with the other parcels of a truck.
 */
final class Parcels {

    /** How many the truck carries that is handed over. */
    static final int ON_THE_TRUCK = 500;

    private static final int A_TRUCK = 20;
    private static final int AT_ONCE = 1000;
    private static final long THE_TRUCK = 1_000_000;
    private static final long ORDER = 900_000_000_000_000_000L;
    private static final long WAYBILL = 940_000_000_000_000_000L;
    private static final long TASK = 950_000_000_000_000_000L;
    private static final long JOB = 960_000_000_000_000_000L;

    private static final String NUMBER = """
            INSERT INTO bench.parcel (i, truck, sender, receiver, done, at_last, at)
            SELECT x.i, ? + (x.i - 1) DIV ?, (x.i - 1) DIV ? % (SELECT COUNT(*) FROM bench.outlet),
              CASE WHEN x.i <= ? THEN 0 ELSE 1 + (x.i - 1) DIV 20 % ((SELECT COUNT(*) FROM bench.outlet) - 1) END,
              CASE WHEN x.i <= ? AND (x.i - 1) DIV 20 % 4 > 0 THEN 1 ELSE 0 END, CASE WHEN x.i <= ? AND (x.i - 1) DIV 20 % 4 = 0 THEN 1 ELSE 0 END,
              TIMESTAMP '2026-01-01 00:00:00' + INTERVAL (x.i * 50) SECOND
            FROM (SELECT ? + a.d + 10 * b.d + 100 * c.d AS i
              FROM bench.digit a JOIN bench.digit b ON b.d >= 0 JOIN bench.digit c ON c.d >= 0) x
            WHERE x.i <= ?
            """;

    private final int orders;
    private final int toOneOutlet;

    /**
     * So many orders.
     *
     * @param toOneOutlet how many of them have the same last outlet
     */
    Parcels(int orders, int toOneOutlet) {
        this.orders = orders;
        this.toOneOutlet = toOneOutlet;
    }

    /** How many orders there are, those on the truck besides. */
    int orders() {
        return orders;
    }

    static String order(long number) {
        return String.valueOf(ORDER + number);
    }

    static String waybill(long number) {
        return String.valueOf(WAYBILL + number);
    }

    /** The first waybill on the truck; the others follow. */
    String firstOnTheTruck() {
        return waybill(orders + 1L);
    }

    String lastOnTheTruck() {
        return waybill(orders + (long) ON_THE_TRUCK);
    }

    /** The driver's job with the truck. */
    static String theJob() {
        return String.valueOf(JOB + THE_TRUCK * 3 + 2);
    }

    /** Writes all. */
    void load(Connection source) throws SQLException {
        try (var statement = source.createStatement()) {
            statement.execute("SET SESSION sql_log_bin = 0");
            for (var sql : Script.statements("prepare.sql")) {
                statement.execute(sql);
            }
            for (int first = 1; first <= orders; first += AT_ONCE) {
                number(source, 0, A_TRUCK, first, Math.min(orders, first + AT_ONCE - 1), orders);
            }
            // all with the sender and the receiver of one truckload
            number(source, THE_TRUCK, 1_000_000_000, orders + 1, orders + ON_THE_TRUCK, 0);
            statement.execute("UPDATE bench.parcel SET sender = 2, receiver = 1 WHERE truck >= " + THE_TRUCK);
            statement.execute("SET SESSION sql_log_bin = 1");
        }
        var inserts = Script.statements("load.sql");
        for (int first = 1; first <= orders; first += AT_ONCE) {
            insert(source, inserts, first, Math.min(orders, first + AT_ONCE - 1));
        }
        insert(source, inserts, orders + 1, orders + ON_THE_TRUCK);
    }

    private void number(Connection source, long truck, int each, int from, int to, int arrived) throws SQLException {
        try (var numbers = source.prepareStatement(NUMBER)) {
            long[] values = {truck, each, each, toOneOutlet, arrived, arrived, from, to};
            for (int i = 0; i < values.length; i++) {
                numbers.setLong(i + 1, values[i]);
            }
            numbers.executeUpdate();
        }
    }

    private static void insert(Connection source, Iterable<String> inserts, int from, int to) throws SQLException {
        for (var sql : inserts) {
            try (var insert = source.prepareStatement(sql)) {
                insert.setInt(1, from);
                insert.setInt(2, to);
                insert.executeUpdate();
            }
        }
    }

    /** Gives the outlet that so many parcels go to another name. */
    void rename(Connection source, String name) throws SQLException {
        update(
                source,
                "UPDATE pd_auth.pd_core_org SET name = ? WHERE id = (SELECT CAST(id AS UNSIGNED) FROM bench.outlet WHERE k = 0)",
                name);
    }

    /** What the driver's app does at the end of a leg: row by row, most in transactions of their own. */
    void handOver(Connection source) throws SQLException {
        var task = String.valueOf(TASK + THE_TRUCK * 3 + 2);
        update(
                source,
                "UPDATE pd_work.pd_driver_job SET status = 4, actual_arrival_time = plan_arrival_time WHERE id = ?",
                theJob());
        update(
                source,
                "UPDATE pd_work.pd_task_transport SET status = 4, actual_arrival_time = plan_arrival_time WHERE id = ?",
                task);
        update(source, "DELETE FROM pd_work.pd_transport_order_task WHERE transport_task_id = ?", task);
        update(
                source,
                "INSERT INTO pd_work.pd_transport_order_task (id, transport_order_id, transport_task_id)"
                        + " SELECT 990000000000000000 + i, 940000000000000000 + i, ? FROM bench.parcel WHERE truck >= "
                        + THE_TRUCK,
                task);
        for (long i = orders + 1L; i <= orders + (long) ON_THE_TRUCK; i++) {
            update(
                    source,
                    "INSERT INTO pd_work.pd_task_pickup_dispatch (id, order_id, task_type, status, agency_id, courier_id, assigned_status, create_time)"
                            + " SELECT 980000000000000000 + p.i, 900000000000000000 + p.i, 2, 1, t.id, t.courier, 2, p.at + INTERVAL 20 HOUR"
                            + " FROM bench.parcel p JOIN bench.outlet t ON t.k = p.receiver WHERE p.i = ?",
                    String.valueOf(i));
            update(source, "UPDATE pd_work.pd_transport_order SET status = 4 WHERE id = ?", waybill(i));
            update(
                    source,
                    "UPDATE pd_oms.pd_order SET status = 23006, current_agency_id = (SELECT id FROM bench.outlet WHERE k = 1) WHERE id = ?",
                    order(i));
        }
    }

    private static void update(Connection source, String sql, String value) throws SQLException {
        try (var update = source.prepareStatement(sql)) {
            update.setString(1, value);
            update.executeUpdate();
        }
    }
}
