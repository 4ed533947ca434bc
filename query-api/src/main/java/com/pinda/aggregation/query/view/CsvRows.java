package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.access.Mask;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows as <a href="https://www.rfc-editor.org/rfc/rfc4180">CSV</a>. A text that a spreadsheet would take for a
 * formula gets an apostrophe before it; NULL is an empty cell.
 */
final class CsvRows {

    private static final String LINE_END = "\r\n";
    private static final String BEGINS_A_FORMULA = "=+-@\t\r";

    private final List<Column> columns;
    private final Mask mask;
    private final ShownJson nested;

    CsvRows(Resource resource, List<Column> columns, Mask mask) {
        this.columns = columns;
        this.mask = mask;
        this.nested = new ShownJson(mask, resource.decimals());
    }

    void writeHeader(Writer out) throws IOException {
        for (int i = 0; i < columns.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(quoted(columns.get(i).property()));
        }
        out.write(LINE_END);
    }

    /** @param row the columns are its first ones */
    void write(ResultSet row, Writer out) throws IOException, SQLException {
        for (int i = 0; i < columns.size(); i++) {
            out.write(i == 0 ? "" : ",");
            out.write(cell(columns.get(i), Values.of(row, i + 1, columns.get(i).type())));
        }
        out.write(LINE_END);
    }

    private String cell(Column column, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof BigDecimal number) {
            return Values.plain(number);
        }
        if (column.type() == Column.Type.JSON) {
            return quoted(json(column, value.toString()));
        }
        var shown = mask.shown(column.name(), value.toString());
        return shown == null ? "" : quoted(safe(shown));
    }

    private String json(Column column, String text) {
        var out = new StringWriter();
        try (var json = ShownJson.JSON.createGenerator(out)) {
            nested.write(column.name(), text, json);
        }
        return safe(out.toString());
    }

    private static String safe(String text) {
        return !text.isEmpty() && BEGINS_A_FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        var plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
