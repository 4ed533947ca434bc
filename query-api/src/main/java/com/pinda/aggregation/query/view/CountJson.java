package com.pinda.aggregation.query.view;

import java.io.StringWriter;
import java.util.List;

/** Writes counts: {@code {"total": 3, "items": [{"status": 1, "statusName": "to do", "count": 3}]}}. */
final class CountJson {

    private CountJson() {}

    static String of(List<String> by, List<Group> groups) {
        var out = new StringWriter();
        try (var json = ShownJson.JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeName("total");
            json.writeNumber(groups.stream().mapToLong(Group::count).sum());
            json.writeName("items");
            json.writeStartArray();
            for (var group : groups) {
                json.writeStartObject();
                for (int i = 0; i < by.size(); i++) {
                    var code = group.codes().get(i);
                    json.writeName(Names.property(by.get(i)));
                    json.writeNumber(code.value());
                    json.writeName(Names.property(by.get(i) + "_name"));
                    json.writeString(code.name());
                }
                json.writeName("count");
                json.writeNumber(group.count());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        return out.toString();
    }
}
