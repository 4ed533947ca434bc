package com.pinda.aggregation.local.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A page of the old service as SQL over the source's own tables, without its repeated rows.
 *
 * @param path of the endpoint
 * @param from the root table as {@code r}, with all that its filters look at
 * @param filters by their names
 */
record SourcePage(String path, String from, Map<String, Filter> filters) {

    private static final String ORDER = " LEFT JOIN pd_oms.pd_order o ON o.id = r.order_id";
    private static final String WAYBILL = " LEFT JOIN pd_work.pd_transport_order w ON w.order_id = o.id";

    static final List<SourcePage> ALL = List.of(
            new SourcePage(
                    "/webManager/driverJob/page",
                    "pd_work.pd_driver_job r LEFT JOIN pd_work.pd_task_transport t ON t.id = r.task_transport_id"
                            + user("r.driver_id"),
                    Map.of(
                            "status", equal("r.status"),
                            "id", contains("r.id"),
                            "driverName", contains("u.name"),
                            "taskTransportId", contains("t.id"))),
            new SourcePage(
                    "/webManager/taskPickupDispatchJob/page",
                    "pd_work.pd_task_pickup_dispatch r" + ORDER + WAYBILL + user("r.courier_id"),
                    Map.of(
                            "taskType", equal("r.task_type"),
                            "status", equal("r.status"),
                            "transportOrderId", contains("w.id"),
                            "courierName", contains("u.name"),
                            "senderName", contains("o.sender_name"),
                            "senderProvinceId", equal("o.sender_province_id"),
                            "senderCityId", equal("o.sender_city_id"),
                            "receiverName", contains("o.receiver_name"),
                            "receiverProvinceId", equal("o.receiver_province_id"),
                            "receiverCityId", equal("o.receiver_city_id"))),
            new SourcePage(
                    "/webManager/transportOrder/page",
                    "pd_work.pd_transport_order r" + ORDER,
                    Map.ofEntries(
                            Map.entry("id", contains("r.id")),
                            Map.entry("status", equal("r.status")),
                            Map.entry("senderName", contains("o.sender_name")),
                            Map.entry("senderPhone", contains("o.sender_phone")),
                            Map.entry("senderProvinceId", equal("o.sender_province_id")),
                            Map.entry("senderCityId", equal("o.sender_city_id")),
                            Map.entry("senderCountyId", equal("o.sender_county_id")),
                            Map.entry("receiverName", contains("o.receiver_name")),
                            Map.entry("receiverPhone", contains("o.receiver_phone")),
                            Map.entry("receiverProvinceId", equal("o.receiver_province_id")),
                            Map.entry("receiverCityId", equal("o.receiver_city_id")),
                            Map.entry("receiverCountyId", equal("o.receiver_county_id")))),
            new SourcePage(
                    "/webManager/taskTransport/page",
                    "pd_work.pd_task_transport r LEFT JOIN pd_work.pd_driver_job j ON j.task_transport_id = r.id"
                            + user("j.driver_id"),
                    Map.of("id", contains("r.id"), "driverName", contains("u.name"), "status", equal("r.status"))),
            new SourcePage(
                    "/appCourier/page",
                    "pd_work.pd_task_pickup_dispatch r" + ORDER + WAYBILL,
                    Map.of(
                            "courierId", equal("r.courier_id"),
                            "status", equal("r.status"),
                            "taskType", equal("r.task_type"),
                            "date", equal("DATE_FORMAT(r.actual_end_time, '%Y-%m-%d')"),
                            "keyword", contains("o.sender_name", "o.sender_phone", "w.id"))),
            new SourcePage(
                    "/appDriver/page",
                    "pd_work.pd_driver_job r",
                    Map.of(
                            "driverId", equal("r.driver_id"),
                            "status", equal("r.status"),
                            "keyword", contains("r.id", "r.task_transport_id"))));

    /** Ids of users are numbers, those that name them are text: as bytes they are the same or they are not. */
    private static String user(String id) {
        return " LEFT JOIN pd_auth.pd_auth_user u ON CAST(u.id AS BINARY) = CAST(" + id + " AS BINARY)";
    }

    private static Filter equal(String column) {
        return new Filter(false, List.of(column));
    }

    private static Filter contains(String... anyOf) {
        return new Filter(true, List.of(anyOf));
    }

    /** What a filter compares its value with: it is equal, or a part of one of them. */
    record Filter(boolean contains, List<String> columns) {

        private String predicate() {
            return columns.stream()
                    .map(column -> contains ? "LOCATE(?, " + column + ") > 0" : column + " = ?")
                    .collect(Collectors.joining(" OR ", "(", ")"));
        }
    }

    /** A value for each filter, which one row of the source meets with all of them. */
    Map<String, Object> values(Connection source) throws SQLException {
        var names = List.copyOf(filters.keySet());
        var columns = names.stream().map(name -> filter(name).columns().get(0)).toList();
        var sql = "SELECT " + String.join(", ", columns) + " FROM " + from + " WHERE "
                + columns.stream().map(column -> column + " IS NOT NULL").collect(Collectors.joining(" AND "))
                + " LIMIT 1";
        try (var found = source.createStatement().executeQuery(sql)) {
            if (!found.next()) {
                throw new IllegalStateException("no row has a value for every filter of " + path);
            }
            var values = new LinkedHashMap<String, Object>();
            for (var name : names) {
                var column = names.indexOf(name) + 1;
                var text = Objects.requireNonNull(found.getString(column));
                values.put(
                        name,
                        List.of("status", "taskType").contains(name)
                                ? found.getObject(column, Integer.class)
                                : filter(name).contains() && text.length() > 2 ? text.substring(1) : text);
            }
            return values;
        }
    }

    /** The ids that meet the filters, newest first. */
    List<String> ids(Connection source, Map<String, Object> body) throws SQLException {
        var where = new ArrayList<>(List.of("1 = 1"));
        var values = new ArrayList<>();
        body.forEach((name, value) -> {
            where.add(filter(name).predicate());
            values.addAll(Collections.nCopies(filter(name).columns().size(), value));
        });
        var sql = "SELECT DISTINCT r.id, r.create_time FROM " + from + " WHERE " + String.join(" AND ", where)
                + " ORDER BY r.create_time DESC, r.id DESC";
        try (var query = source.prepareStatement(sql)) {
            var column = 0;
            for (var value : values) {
                query.setObject(++column, value);
            }
            var ids = new ArrayList<String>();
            try (var found = query.executeQuery()) {
                while (found.next()) {
                    ids.add(found.getString(1));
                }
            }
            return ids;
        }
    }

    private Filter filter(String name) {
        return Objects.requireNonNull(filters.get(name));
    }
}
