package com.pinda.aggregation.local.workload;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDateTime;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What earlier runs left in the databases, so that the next goes on after them. */
final class History {

    /** When a run on fresh databases begins. */
    static final LocalDateTime BEGINNING = LocalDateTime.of(2026, 3, 2, 9, 0);

    private static final String TIMES = Stream.of(
                    "pd_oms.pd_order.create_time",
                    "pd_work.pd_transport_order.create_time",
                    "pd_work.pd_task_transport.create_time",
                    "pd_work.pd_task_transport.actual_arrival_time",
                    "pd_work.pd_driver_job.create_time",
                    "pd_work.pd_task_pickup_dispatch.create_time",
                    "pd_work.pd_task_pickup_dispatch.actual_start_time",
                    "pd_work.pd_task_pickup_dispatch.actual_end_time",
                    "pd_work.pd_task_pickup_dispatch.cancel_time",
                    "pd_auth.pd_auth_user.last_login_time")
            .map(History::latest)
            .collect(
                    Collectors.joining(" UNION ALL ", "SELECT DATE_FORMAT(MAX(t), '%Y-%m-%d %H:%i:%s') FROM (", ") a"));

    private static final String IDS = Stream.of(
                    "pd_oms.pd_order",
                    "pd_oms.pd_order_location",
                    "pd_oms.pd_order_cargo",
                    "pd_work.pd_transport_order",
                    "pd_work.pd_transport_order_task",
                    "pd_work.pd_task_transport",
                    "pd_work.pd_driver_job",
                    "pd_work.pd_task_pickup_dispatch")
            .map(table -> "SELECT MAX(CAST(id AS UNSIGNED) DIV 4194304 % 64) AS s FROM " + table
                    + " WHERE id REGEXP '^[0-9]{1,19}$'")
            .collect(Collectors.joining(" UNION ALL ", "SELECT MAX(s) FROM (", ") a"));

    private History() {}

    /** When the next run begins: an hour after the last time that the databases hold. */
    static LocalDateTime start(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(TIMES)) {
            row.next();
            var last = row.getString(1);
            return last == null ? BEGINNING : later(Timestamp.valueOf(last).toLocalDateTime());
        }
    }

    /** How many starts of a service the ids tell of. */
    static int startsSeen(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery(IDS)) {
            row.next();
            int last = row.getInt(1);
            return row.wasNull() ? 0 : last + 1;
        }
    }

    private static LocalDateTime later(LocalDateTime last) {
        var next = last.plusHours(1);
        return next.isBefore(BEGINNING) ? BEGINNING : next;
    }

    /** Rows with the largest values of their types are no history. */
    private static String latest(String column) {
        var table = column.substring(0, column.lastIndexOf('.'));
        return "SELECT MAX(" + column + ") AS t FROM " + table + " WHERE " + column + " < '2200-01-01'";
    }
}
