package com.pinda.aggregation.query.feed;

import com.pinda.aggregation.query.problem.BadFieldException;
import com.pinda.aggregation.query.view.Names;
import com.pinda.aggregation.schema.TableSchemas;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;

/**
 * Which events a caller wants: those of rows that have given values, or had them.
 *
 * @param wanted by column, the values of which it has to have one
 */
record EventFilter(Map<String, Set<String>> wanted) {

    private static final int MOST_VALUES = 50;

    EventFilter {
        wanted = Map.copyOf(wanted);
    }

    /** Those of one row. */
    static EventFilter ofId(Schema key, String id) {
        return new EventFilter(Map.of(key.getFields().get(0).name(), Set.of(id)));
    }

    /**
     * Reads parameters, each the name of a property.
     *
     * @param row columns of the view
     * @throws BadFieldException where there is none of the name
     */
    static EventFilter of(Schema row, Map<String, List<String>> parameters) {
        var columns = row.getFields().stream()
                .filter(field -> !"json".equals(field.getProp(TableSchemas.MYSQL_TYPE)))
                .collect(Collectors.toMap(field -> Names.property(field.name()), Schema.Field::name));
        var wanted = new HashMap<String, Set<String>>();
        parameters.forEach((parameter, given) -> {
            var column = columns.get(parameter);
            if (column == null) {
                throw new BadFieldException(
                        parameter, "is no filter; filters are " + String.join(", ", new TreeSet<>(columns.keySet())));
            }
            var values = given.stream()
                    .flatMap(value -> Stream.concat(
                            Stream.of(value), Stream.of(value.split(",", -1)).map(String::strip)))
                    .collect(Collectors.toSet());
            if (values.size() > 2 * MOST_VALUES || values.contains("")) {
                throw new BadFieldException(parameter, "must have 1 to " + MOST_VALUES + " values, none of them empty");
            }
            wanted.put(column, values);
        });
        return new EventFilter(wanted);
    }

    boolean passes(FeedEvent event) {
        return event.isTold() && (wanted.isEmpty() || matches(event.after()) || matches(event.before()) || isOf(event));
    }

    private boolean matches(@Nullable GenericRecord row) {
        return row != null
                && wanted.entrySet().stream().allMatch(each -> {
                    var field = row.getSchema().getField(each.getKey());
                    return field != null && each.getValue().contains(EventJson.text(row.get(field.pos())));
                });
    }

    /** A row that is gone, and of which only the key is known. */
    private boolean isOf(FeedEvent event) {
        return event.before() == null
                && event.after() == null
                && wanted.values().stream().allMatch(values -> values.contains(event.id()));
    }
}
