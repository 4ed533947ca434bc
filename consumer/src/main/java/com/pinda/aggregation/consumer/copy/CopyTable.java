package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.MySqlType;
import java.util.List;
import java.util.Optional;

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
     */
    record Column(String name, String type, boolean key, boolean clearable) {

        /** Its type, where a source's column can have it; whoever made it by hand knows what goes in. */
        Optional<MySqlType> sourceType() {
            try {
                return Optional.of(MySqlType.parse(type));
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
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
