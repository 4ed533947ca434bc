package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.MySqlType;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A copy as it is in the database.
 *
 * @param name its name
 * @param columns its columns in its order, {@code _position} among them
 */
record CopyTable(String name, List<Column> columns) {

    static final String POSITION = "_position";

    /**
     * A column of a copy.
     *
     * @param name its name
     * @param type its type, as the database writes it
     * @param key whether it is part of the primary key
     * @param clearable whether it takes a NULL
     * @param collation how it is compared; null where it is no text
     */
    record Column(
            String name,
            String type,
            boolean key,
            boolean clearable,
            @Nullable String collation) {

        /** Its type, where a source's column can have it; whoever made it by hand knows what goes in. */
        Optional<MySqlType> sourceType() {
            try {
                return Optional.of(MySqlType.parse(type));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        /** Whether it holds characters, and no labels. */
        boolean isCharacters() {
            return type.startsWith("varchar") || type.startsWith("char");
        }

        /** Whether it is text and not compared by {@code exact}. */
        boolean differsFrom(String exact) {
            return collation != null && !collation.equals(exact);
        }
    }

    CopyTable {
        columns = List.copyOf(columns);
    }

    Optional<Column> column(String columnName) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(columnName))
                .findFirst();
    }
}
