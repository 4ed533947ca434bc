package com.pinda.aggregation.query.org;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Adds up the days of an organisation. */
final class OrgSummary {

    private static final List<String> COUNTS = List.of(
            "ordersPlaced",
            "ordersCollected",
            "ordersHandedIn",
            "tasksDeparted",
            "tasksArrived",
            "ordersSigned",
            "ordersRefused",
            "openCourierTasks",
            "openTransportTasks");

    private OrgSummary() {}

    static ObjectNode of(String org, Days days, List<JsonNode> rows) {
        var summary = JsonNodeFactory.instance.objectNode();
        summary.put("orgId", org);
        summary.put(
                "orgName", rows.isEmpty() ? null : rows.get(0).path("orgName").stringValue(null));
        summary.put("from", days.first().toString());
        summary.put("to", days.last().toString());
        var total = summary.putObject("total");
        COUNTS.forEach(count -> total.put(
                count, rows.stream().mapToLong(row -> row.path(count).asLong(0)).sum()));
        var list = summary.putArray("days");
        for (var row : rows) {
            var day = list.addObject();
            day.set("day", row.path("day"));
            COUNTS.forEach(count -> day.set(count, row.path(count)));
        }
        return summary;
    }
}
