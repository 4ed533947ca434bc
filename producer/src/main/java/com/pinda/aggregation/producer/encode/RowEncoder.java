package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.Change;
import com.pinda.aggregation.producer.capture.RowImage;
import com.pinda.aggregation.producer.capture.TableLayout;
import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import java.sql.Types;
import java.util.List;

/** Writes chosen columns of a row: all that are captured, or those of the key. */
final class RowEncoder {

    private static final ColumnEncoder LATIN1_TEXT = BinaryEncoder.variable();

    private final List<ColumnDefinition> columns;
    private final int[] indexes;
    private final ColumnEncoder[] encoders;
    private final boolean[] json;

    /** Not among the row's columns. */
    private static final int MISSING = -1;

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
        json = new boolean[columns.size()];
        for (int i = 0; i < json.length; i++) {
            json[i] = columns.get(i).type().kind() == MySqlType.Kind.JSON;
        }
    }

    /** Writes the columns of {@code row}; values without representation go to {@code raw}, as null. */
    void encode(Change change, RowImage row, AvroOutput out, RawValues raw) {
        for (int i = 0; i < indexes.length; i++) {
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
