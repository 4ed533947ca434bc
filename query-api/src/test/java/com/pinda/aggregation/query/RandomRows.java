package com.pinda.aggregation.query;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Rows with what breaks a careless join or filter: several waybills for an order, several jobs for a task, parents that
 * are missing, ids that are no numbers or differ in the last of 19 digits, wildcards in names, NULL everywhere, and few
 * distinct times.
 */
final class RandomRows {

    static final List<String> USER_IDS = List.of(
            "0",
            "1",
            "2",
            "7",
            "100",
            "-5",
            "643775612976106881",
            "643775612976106882",
            "1067246875800000001",
            "1067246875800000002",
            "1067246875800000003",
            "9223372036854775806",
            "9223372036854775807");
    static final List<@Nullable String> STAFF_IDS = with(
            USER_IDS,
            null,
            "",
            "PJ0001",
            "abc",
            "007",
            " 1",
            "1 ",
            "1e2",
            "1.0",
            "643775612976106883",
            "99999999999999999999");
    static final List<@Nullable String> NAMES = Arrays.asList(
            "张三",
            "张三丰",
            "李四",
            "100%",
            "100",
            "a_b",
            "axb",
            "a\\b",
            "AbC",
            "abc",
            "o'Hara \"x\"",
            "😀司机",
            "!bang",
            " ",
            "",
            null);
    static final List<@Nullable String> PHONES = Arrays.asList("13800138000", "13900139000", "138_0", "", null);
    static final List<@Nullable String> AREAS = Arrays.asList("1", "10", "110000", "PJ1", null);
    static final List<String> DAYS = List.of("2026-02-27", "2026-02-28", "2026-03-01");

    private static final List<@Nullable String> TIMES = Arrays.asList(
            "2026-02-27 23:59:59",
            "2026-02-28 00:00:00",
            "2026-02-28 00:00:01",
            "2026-02-28 12:30:00",
            "2026-02-28 23:59:59",
            "2026-03-01 00:00:00",
            "2026-03-01 02:00:00",
            null);

    private final Random random;
    private final Connection connection;

    RandomRows(Random random, Connection connection) {
        this.random = random;
        this.connection = connection;
    }

    void insert() throws SQLException {
        for (var id : USER_IDS) {
            var name = one(NAMES);
            insert("pd_auth_user", Map.of("id", id, "name", name == null ? "王五" : name));
        }
        var orders = ids("1", 150);
        var tasks = ids("2", 120);
        for (var id : orders) {
            insert("pd_order", order(id));
        }
        var waybills = ids("3", 220);
        for (var id : waybills) {
            insert("pd_transport_order", waybill(id, with(orders, "missing")));
        }
        for (var id : tasks) {
            insert("pd_task_transport", task(id));
        }
        for (var id : ids("4", 240)) {
            insert("pd_driver_job", job(id, with(tasks, "missing", null)));
        }
        for (var id : ids("5", 260)) {
            insert("pd_task_pickup_dispatch", courierTask(id, with(orders, "missing", null)));
        }
        insertWhatBelongs(orders, waybills, tasks);
    }

    /** What the views join to the roots: cargo, outlets, links, trucks, names. */
    private void insertWhatBelongs(List<String> orders, List<String> waybills, List<String> tasks) throws SQLException {
        for (var id : USER_IDS) {
            insert("pd_core_org", Map.of("id", id, "name", "网点" + id, "org_type", "4"));
            insert("pd_truck", Map.of("id", id, "license_plate", "京A" + id.length(), "allowable_load", "5.50"));
        }
        insert("pd_area", Map.of("id", "110000", "name", "北京市"));
        insert("pd_goods_type", Map.of("id", "1", "name", "文件"));
        for (int i = 0; i < 300; i++) {
            var id = Integer.toString(i);
            insert(
                    "pd_order_cargo",
                    Map.of(
                            "id", id,
                            "order_id", one(orders),
                            "name", "=1+1",
                            "goods_type_id", "1",
                            "quantity", "2",
                            "total_weight", "1.2500000001"));
            insert(
                    "pd_transport_order_task",
                    Map.of("id", id, "transport_order_id", one(waybills), "transport_task_id", one(tasks)));
        }
    }

    <T extends @Nullable Object> T one(List<T> values) {
        return one(random, values);
    }

    static <T extends @Nullable Object> T one(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Map<String, @Nullable String> order(String id) {
        var row = row(id);
        for (var side : List.of("sender", "receiver")) {
            row.put(side + "_name", one(NAMES));
            row.put(side + "_phone", one(PHONES));
            Stream.of("_province_id", "_city_id", "_county_id").forEach(area -> row.put(side + area, one(AREAS)));
        }
        row.put("status", one(Arrays.asList("23000", "23005", "23009", "230011", "7", null)));
        row.put("payment_status", number(2));
        row.put("member_id", one(STAFF_IDS));
        return row;
    }

    private Map<String, @Nullable String> waybill(String id, List<@Nullable String> orders) {
        var row = row(id);
        row.put("order_id", one(orders.subList(orders.size() / 2, orders.size())));
        row.put("status", number(6));
        row.put("scheduling_status", number(3));
        return row;
    }

    private Map<String, @Nullable String> task(String id) {
        var row = row(id);
        Stream.of("status", "assigned_status", "loading_status").forEach(column -> row.put(column, number(4)));
        Stream.of("truck_id", "start_agency_id", "end_agency_id").forEach(column -> row.put(column, one(STAFF_IDS)));
        Stream.of("plan_departure_time", "actual_pick_up_goods_time").forEach(column -> row.put(column, one(TIMES)));
        row.put("cargo_picture", one(NAMES));
        return row;
    }

    private Map<String, @Nullable String> job(String id, List<@Nullable String> tasks) {
        var row = row(id);
        row.put("status", number(5));
        Stream.of("driver_id", "start_agency_id", "end_agency_id").forEach(column -> row.put(column, one(STAFF_IDS)));
        row.put("task_transport_id", one(tasks.subList(tasks.size() / 2, tasks.size())));
        row.put("start_handover", one(NAMES));
        row.put("actual_arrival_time", one(TIMES));
        return row;
    }

    private Map<String, @Nullable String> courierTask(String id, List<@Nullable String> orders) {
        var row = row(id);
        row.put("order_id", one(orders.subList(orders.size() / 3, orders.size())));
        Stream.of("courier_id", "agency_id").forEach(column -> row.put(column, one(STAFF_IDS)));
        Stream.of("task_type", "status", "sign_status", "assigned_status")
                .forEach(column -> row.put(column, number(3)));
        Stream.of("actual_end_time", "confirm_time", "cancel_time").forEach(column -> row.put(column, one(TIMES)));
        row.put("mark", one(NAMES));
        return row;
    }

    private Map<String, @Nullable String> row(String id) {
        var row = new LinkedHashMap<String, @Nullable String>();
        row.put("id", id);
        row.put("create_time", one(TIMES));
        return row;
    }

    private @Nullable String number(int most) {
        var value = random.nextInt(most + 1);
        return value == 0 ? null : Integer.toString(value);
    }

    /** Ids of very different length, some of them text. */
    private List<String> ids(String prefix, int count) {
        var ids = new TreeSet<String>();
        while (ids.size() < count) {
            var digits = Long.toString(random.nextLong() >>> random.nextInt(1, 60));
            ids.add(prefix
                    + (random.nextInt(12) == 0 ? one(List.of("PJ_", "PJ%", "x\\")) : "")
                    + digits.replace("-", ""));
        }
        return ids.stream()
                .map(id -> id.substring(0, Math.min(20, id.length())))
                .distinct()
                .toList();
    }

    private void insert(String table, Map<String, @Nullable String> row) throws SQLException {
        var marks = IntStream.range(0, row.size() + 1).mapToObj(i -> "?").collect(Collectors.joining(","));
        var columns = String.join(",", row.keySet()) + ",_position";
        try (var insert =
                connection.prepareStatement("INSERT INTO %s(%s) VALUES(%s)".formatted(table, columns, marks))) {
            var index = 1;
            for (var value : row.values()) {
                insert.setString(index++, value);
            }
            insert.setLong(index, 1);
            insert.executeUpdate();
        }
    }

    private static List<@Nullable String> with(List<String> values, @Nullable String... more) {
        var all = new ArrayList<@Nullable String>(values);
        all.addAll(Arrays.asList(more));
        return all;
    }
}
