package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.access.Mask;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** Writes rows as JSON objects, a property for each column. */
final class JsonRows {

    private final List<Column> columns;
    private final Mask mask;
    private final ShownJson nested;

    JsonRows(Resource resource, List<Column> columns, Mask mask) {
        this.columns = columns;
        this.mask = mask;
        this.nested = new ShownJson(mask, resource.decimals());
    }

    /** @param row the columns are its first ones */
    void write(ResultSet row, JsonGenerator json) throws SQLException {
        json.writeStartObject();
        for (int i = 0; i < columns.size(); i++) {
            var column = columns.get(i);
            json.writeName(column.property());
            var value = Values.of(row, i + 1, column.type());
            if (value == null) {
                json.writeNull();
            } else if (value instanceof BigDecimal number) {
                json.writeNumber(number);
            } else if (value instanceof Boolean bool) {
                json.writeBoolean(bool);
            } else if (column.type() == Column.Type.JSON) {
                nested.write(column.name(), value.toString(), json);
            } else {
                json.writeString(mask.shown(column.name(), value.toString()));
            }
        }
        json.writeEndObject();
    }
}
