package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** Writes rows that were written with one schema as SQL for one copy. */
final class RowWriter {

    private final String copy;
    private final List<RowField> fields;
    private final String insert;
    private final byte[] absent;
    private final String onFresh;
    private final String onReplayed;

    /**
     * A writer for {@code table}.
     *
     * @param row the Avro record that the rows were written with
     */
    RowWriter(CopyTable table, Schema row) {
        copy = Sql.name(table.name());
        fields = fields(table, row);
        var gone = gone(table);
        absent = ",DEFAULT".repeat(gone.size()).getBytes(UTF_8);
        insert = "INSERT INTO " + copy + " ("
                + copied().map(RowField::name).collect(Collectors.joining(",", "", ","))
                + gone.stream().map(column -> column + ",").collect(Collectors.joining()) + "`_position`) VALUES ";
        onFresh = onDuplicate(gone, ">=");
        onReplayed = onDuplicate(gone, ">");
    }

    private static List<RowField> fields(CopyTable table, Schema row) {
        var result = new ArrayList<RowField>();
        for (var field : row.getFields()) {
            var column = Columns.of(field);
            result.add(new RowField(
                    column, field.schema(), table.column(column.name()).isPresent()));
        }
        return result;
    }

    private Stream<RowField> copied() {
        return fields.stream().filter(RowField::copied);
    }

    /** Columns of the copy that the rows do not have any more, or not yet: see {@link AddedDefault}. */
    private List<String> gone(CopyTable table) {
        return table.columns().stream()
                .filter(CopyTable.Column::clearable)
                .filter(column ->
                        fields.stream().noneMatch(field -> field.column().name().equalsIgnoreCase(column.name())))
                .map(column -> Sql.name(column.name()))
                .toList();
    }

    /**
     * Each column is assigned under the guard, and the position last: MySQL assigns from left to right, and each guard
     * reads the old position.
     */
    private String onDuplicate(List<String> gone, String guard) {
        var assigned = gone.stream().map(name -> name + "=" + newer(name, guard));
        return Stream.concat(assigned, copied().map(field -> assignment(field, guard)))
                .collect(Collectors.joining(
                        ",", " ON DUPLICATE KEY UPDATE ", ",`_position`=GREATEST(VALUES(`_position`),`_position`)"));
    }

    /**
     * A key column becomes NULL, which no key takes, where the row that is in the way has another key: it is there by a
     * unique index that somebody gave the copy. Text keys are assigned: to a copy that does not compare them by their
     * bytes, as one that was made by hand, keys that differ may be the same row.
     */
    private static String assignment(RowField field, String guard) {
        var name = field.name();
        if (!field.column().key()) {
            return name + "=" + newer(name, guard);
        }
        return name + "=IF(" + name + "=VALUES(" + name + ")," + (field.text() ? newer(name, guard) : name) + ",NULL)";
    }

    private static String newer(String name, String guard) {
        return "IF(VALUES(`_position`)" + guard + "`_position`,VALUES(" + name + ")," + name + ")";
    }

    /** What comes before the rows of an upsert. */
    String insert() {
        return insert;
    }

    /**
     * What comes behind them: a row is written over one with an older position, or the same position where it is not
     * {@code replayed}.
     */
    String onDuplicate(boolean replayed) {
        return replayed ? onReplayed : onFresh;
    }

    /** The row at {@code in}, in brackets. */
    void values(AvroInput in, long position, SqlText out) {
        var before = '(';
        for (var field : fields) {
            if (field.copied()) {
                out.append(before);
                field.value(in, out);
                before = ',';
            } else {
                field.skip().over(in);
            }
        }
        out.append(absent).append(',').number(position).append(')');
    }

    /** What comes before the conditions of a delete. */
    String delete() {
        return "DELETE FROM " + copy + " WHERE ";
    }

    /** The condition that a row has the key of the row at {@code in}, to the byte. */
    void key(AvroInput in, SqlText out) {
        var and = "";
        for (var field : fields) {
            if (field.column().key()) {
                out.append(and).append(field.name()).append('=');
                var start = out.length();
                field.value(in, out);
                var end = out.length();
                if (field.text()) {
                    out.append(" AND CAST(CONVERT(").append(field.name()).append(" USING utf8mb4) AS BINARY)=CAST(");
                    out.again(start, end).append(" AS BINARY)");
                }
                and = " AND ";
            } else {
                field.skip().over(in);
            }
        }
    }
}
