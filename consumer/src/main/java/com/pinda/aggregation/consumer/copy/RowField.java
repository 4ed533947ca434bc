package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A column of rows that were written with one schema. */
final class RowField {

    private static final byte[] NULL = "NULL".getBytes(UTF_8);

    private final ColumnDefinition column;
    private final String name;
    private final boolean union;
    private final @Nullable Literal[] literals;
    private final Skip skip;
    private final boolean copied;

    /** @param copied whether the copy has the column; it may lack it with {@code cdc.copy.ddl=ignore} */
    RowField(ColumnDefinition column, Schema schema, boolean copied) {
        this.column = column;
        this.copied = copied;
        name = Sql.name(column.name());
        union = schema.isUnion();
        skip = Skip.of(schema);
        var branches = union ? schema.getTypes() : List.of(schema);
        literals = new Literal[branches.size()];
        for (int i = 0; i < literals.length; i++) {
            literals[i] = literal(column.type(), branches.get(i)).orElse(null);
        }
    }

    private static Optional<Literal> literal(MySqlType type, Schema branch) {
        return branch.getType() == Schema.Type.NULL ? Optional.empty() : Optional.of(Literal.of(type, branch));
    }

    ColumnDefinition column() {
        return column;
    }

    /** As it is written in SQL. */
    String name() {
        return name;
    }

    Skip skip() {
        return skip;
    }

    boolean copied() {
        return copied;
    }

    boolean text() {
        return column.type().kind() == MySqlType.Kind.STRING;
    }

    /** Writes the next value; false where it is NULL. */
    boolean value(AvroInput in, SqlText out) {
        var literal = literals[union ? (int) in.readLong() : 0];
        if (literal == null) {
            out.append(NULL);
            return false;
        }
        literal.write(in, out);
        return true;
    }
}
