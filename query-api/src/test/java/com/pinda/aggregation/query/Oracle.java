package com.pinda.aggregation.query;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a page must answer, from the old service's own SQL with its repeated rows taken out.
 *
 * @param path of the endpoint
 * @param from root table as {@code r} with every LEFT JOIN
 * @param predicates one for each filter; each {@code ?} is the filter's value
 */
record Oracle(String path, String from, Map<String, String> predicates) {

    private static final String DRIVER =
            " LEFT JOIN pd_auth_user u ON CAST(u.id AS CHAR) COLLATE utf8mb4_general_ci = %s";
    private static final String ORDER = " LEFT JOIN pd_order o ON r.order_id = o.id";
    private static final String WAYBILL = " LEFT JOIN pd_transport_order w ON o.id = w.order_id";

    static final List<Oracle> ALL = List.of(
            new Oracle(
                    "/webManager/driverJob/page",
                    "pd_driver_job r" + DRIVER.formatted("r.driver_id")
                            + " LEFT JOIN pd_task_transport t ON r.task_transport_id = t.id",
                    Map.of(
                            "status", "r.status = ?",
                            "id", "LOCATE(?, r.id) > 0",
                            "driverName", "LOCATE(?, u.name) > 0",
                            "taskTransportId", "LOCATE(?, t.id) > 0")),
            new Oracle(
                    "/webManager/taskPickupDispatchJob/page",
                    "pd_task_pickup_dispatch r" + ORDER + WAYBILL + DRIVER.formatted("r.courier_id"),
                    Map.of(
                            "taskType", "r.task_type = ?",
                            "status", "r.status = ?",
                            "transportOrderId", "LOCATE(?, w.id) > 0",
                            "courierName", "LOCATE(?, u.name) > 0",
                            "senderName", "LOCATE(?, o.sender_name) > 0",
                            "senderProvinceId", "o.sender_province_id = ?",
                            "senderCityId", "o.sender_city_id = ?",
                            "receiverName", "LOCATE(?, o.receiver_name) > 0",
                            "receiverProvinceId", "o.receiver_province_id = ?",
                            "receiverCityId", "o.receiver_city_id = ?")),
            new Oracle(
                    "/webManager/transportOrder/page",
                    "pd_transport_order r" + ORDER,
                    Map.ofEntries(
                            Map.entry("id", "LOCATE(?, r.id) > 0"),
                            Map.entry("status", "r.status = ?"),
                            Map.entry("senderName", "LOCATE(?, o.sender_name) > 0"),
                            Map.entry("senderPhone", "LOCATE(?, o.sender_phone) > 0"),
                            Map.entry("senderProvinceId", "o.sender_province_id = ?"),
                            Map.entry("senderCityId", "o.sender_city_id = ?"),
                            Map.entry("senderCountyId", "o.sender_county_id = ?"),
                            Map.entry("receiverName", "LOCATE(?, o.receiver_name) > 0"),
                            Map.entry("receiverPhone", "LOCATE(?, o.receiver_phone) > 0"),
                            Map.entry("receiverProvinceId", "o.receiver_province_id = ?"),
                            Map.entry("receiverCityId", "o.receiver_city_id = ?"),
                            Map.entry("receiverCountyId", "o.receiver_county_id = ?"))),
            new Oracle(
                    "/webManager/taskTransport/page",
                    "pd_task_transport r LEFT JOIN pd_driver_job j ON r.id = j.task_transport_id"
                            + DRIVER.formatted("j.driver_id"),
                    Map.of(
                            "id", "LOCATE(?, r.id) > 0",
                            "driverName", "LOCATE(?, u.name) > 0",
                            "status", "r.status = ?")),
            new Oracle(
                    "/appCourier/page",
                    "pd_task_pickup_dispatch r" + ORDER + WAYBILL,
                    Map.of(
                            "courierId", "r.courier_id = ?",
                            "status", "r.status = ?",
                            "taskType", "r.task_type = ?",
                            "date", "DATE(r.actual_end_time) = ?",
                            "keyword",
                                    "(LOCATE(?, o.sender_name) > 0 OR LOCATE(?, o.sender_phone) > 0 OR LOCATE(?, w.id) > 0)")),
            new Oracle(
                    "/appDriver/page",
                    "pd_driver_job r",
                    Map.of(
                            "driverId", "r.driver_id = ?",
                            "status", "r.status = ?",
                            "keyword", "(LOCATE(?, r.id) > 0 OR LOCATE(?, r.task_transport_id) > 0)")));

    /** Every row that meets the filters, newest first, as JSON would have it. */
    List<Map<String, @Nullable Object>> rows(Connection connection, Map<String, @Nullable Object> filters)
            throws SQLException {
        var where = new ArrayList<>(List.of("1 = 1"));
        var values = new ArrayList<>();
        filters.forEach((name, value) -> {
            if (value != null && !value.equals("")) {
                var predicate = Objects.requireNonNull(predicates.get(name));
                where.add(predicate);
                var marks = predicate.chars().filter(c -> c == '?').count();
                values.addAll(Collections.nCopies((int) marks, value));
            }
        });
        var sql = "SELECT DISTINCT r.* FROM " + from + " WHERE " + String.join(" AND ", where)
                + " ORDER BY r.create_time DESC, r.id DESC";
        try (var query = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.size(); i++) {
                query.setObject(i + 1, values.get(i));
            }
            return items(query.executeQuery());
        }
    }

    private static List<Map<String, @Nullable Object>> items(ResultSet found) throws SQLException {
        var items = new ArrayList<Map<String, @Nullable Object>>();
        while (found.next()) {
            var item = new LinkedHashMap<String, @Nullable Object>();
            var columns = found.getMetaData();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                if (!columns.getColumnLabel(i).equals("_position")) {
                    var isNumber =
                            List.of(Types.TINYINT, Types.INTEGER, Types.BIT).contains(columns.getColumnType(i));
                    item.put(
                            camelCase(columns.getColumnLabel(i)),
                            isNumber ? found.getObject(i, Integer.class) : found.getString(i));
                }
            }
            items.add(item);
        }
        return items;
    }

    private static String camelCase(String column) {
        return Pattern.compile("_(.)")
                .matcher(column)
                .replaceAll(part -> part.group(1).toUpperCase(Locale.ROOT));
    }
}
