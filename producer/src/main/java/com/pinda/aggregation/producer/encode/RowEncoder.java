package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.RowImage;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.value.AvroOutput;
import com.pinda.aggregation.schema.value.ColumnEncoder;
import java.sql.Types;
import java.util.List;

/** Writes chosen columns of a row: all that are captured, or those of the key. */
final class RowEncoder {

    private static final ColumnEncoder LATIN1_TEXT = BinaryEncoder.variable();

    /** Not among the row's columns. */
    private static final int MISSING = -1;

    private final List<ColumnDefinition> columns;
    private final int[] indexes;
    private final ColumnEncoder[] encoders;
    private final boolean[] json;

    /** Where each column of the last row begins in the output, and where the last one ends. */
    private final int[] at;

    /**
     * An encoder of {@code columns}, which are found in the layout by name. Where the layout has another type for one,
     * its values are told as those of the column where that needs no guess; where it has none, the value is null.
     */
    RowEncoder(TableLayout layout, List<ColumnDefinition> columns) {
        this.columns = columns;
        var names = layout.columns().stream().map(TableLayout.Column::name).toList();
        indexes = columns.stream()
                .mapToInt(column -> names.indexOf(column.name()))
                .toArray();
        encoders = new ColumnEncoder[columns.size()];
        for (int i = 0; i < encoders.length; i++) {
            var type = columns.get(i).type();
            encoders[i] = indexes[i] == MISSING
                    ? ColumnEncoders.of(type)
                    : FormerTypes.encoder(layout.columns().get(indexes[i]).type(), type);
        }
        at = new int[columns.size() + 1];
        json = new boolean[columns.size()];
        for (int i = 0; i < json.length; i++) {
            json[i] = columns.get(i).type().kind() == MySqlType.Kind.JSON;
        }
    }

    /** Writes the columns of {@code row}; values without representation go to {@code raw}, as null. */
    void encode(Change change, RowImage row, AvroOutput out, RawValues raw) {
        for (int i = 0; i < indexes.length; i++) {
            at[i] = out.size();
            checked(i, change, row, out, raw);
        }
        at[indexes.length] = out.size();
    }

    /**
     * Writes the columns of the row after a change, behind those of the row before it, which was the last one that was
     * encoded: most are the same, and are not encoded again.
     */
    void encodeAfter(Change change, AvroOutput out, RawValues raw) {
        var before = change.before();
        var after = change.after();
        var known = raw.isEmpty();
        for (int i = 0; i < indexes.length; i++) {
            if (known && indexes[i] != MISSING && before.sameValue(after, indexes[i])) {
                out.repeat(at[i], at[i + 1] - at[i]);
            } else {
                checked(i, change, after, out, raw);
            }
        }
    }

    private void checked(int i, Change change, RowImage row, AvroOutput out, RawValues raw) {
        try {
            encode(i, row, out, raw);
        } catch (NumberFormatException | ArithmeticException e) {
            throw new BadChangeException(
                    "cannot publish " + change + ": column "
                            + columns.get(i).name() + " of type "
                            + columns.get(i).type().ddl() + ": " + e.getMessage(),
                    e);
        }
    }

    private void encode(int i, RowImage row, AvroOutput out, RawValues raw) {
        var column = indexes[i];
        var key = columns.get(i).key();
        if (column == MISSING || row.isNull(column)) {
            writeNull(key, out);
            return;
        }
        var text = row.buffer();
        var from = row.from(column);
        var length = row.length(column);
        // MariaDB's JSON is a LONGTEXT, of which canal makes a BLOB where it remembers the DDL's word.
        var encoder = json[i] && row.sqlType(column) == Types.BLOB ? LATIN1_TEXT : encoders[i];
        var branch = encoder.branch(text, from, length);
        if (branch == ColumnEncoder.NONE) {
            raw.add(columns.get(i).name(), new String(text, from, length, UTF_8));
            writeNull(key, out);
            return;
        }
        if (!key) {
            out.writeLong(branch + 1L);
        } else if (columns.get(i).type().kind() == MySqlType.Kind.TIME) {
            out.writeLong(branch);
        }
        encoder.encode(text, from, length, out);
    }

    private static void writeNull(boolean key, AvroOutput out) {
        if (key) {
            throw new NumberFormatException("a key column has no value");
        }
        out.writeLong(0);
    }

    /** Whether both rows have the same values in all columns. */
    boolean same(RowImage one, RowImage other) {
        for (int index : indexes) {
            if (index != MISSING && !one.sameValue(other, index)) {
                return false;
            }
        }
        return true;
    }
}
