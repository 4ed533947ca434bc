package com.pinda.aggregation.canal.history;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One column.
 *
 * @param type MySQL's type text, one spelling for each type (see {@link ColumnType})
 * @param key whether it is part of the primary key
 * @param addedValue what the rows that were there got when it was added to them, as text; null where it is as old as
 *     its table, where they got NULL, or where that cannot be known (see {@link AddedValue})
 * @param charset MySQL's name for the character set of a column of text; null where it is not known, and for others
 */
public record ColumnDefinition(
        String name,
        String type,
        boolean nullable,
        boolean key,
        @Nullable String addedValue,
        @Nullable String charset) {

    private static final Set<String> TEXTS = Set.of("char", "varchar", "tinytext", "text", "mediumtext", "longtext");

    public ColumnDefinition {
        type = ColumnType.normalised(type);
        charset = isText(type) ? charset : null;
    }

    /** A column that is as old as its table. */
    public ColumnDefinition(String name, String type, boolean nullable, boolean key) {
        this(name, type, nullable, key, null, null);
    }

    /** The same column with its type as another server type. */
    public ColumnDefinition typed(String otherType) {
        return new ColumnDefinition(name, otherType, nullable, key, addedValue, charset);
    }

    /** The same column under a new name. Its rows hold more than what they got when it was added. */
    ColumnDefinition named(String newName) {
        return new ColumnDefinition(
                newName, type, nullable, key, newName.equalsIgnoreCase(name) ? addedValue : null, charset);
    }

    ColumnDefinition asKey(boolean isKey) {
        return new ColumnDefinition(name, type, nullable && !isKey, isKey, addedValue, charset);
    }

    /** The same column, where the rows that were there got this value. */
    public ColumnDefinition added(@Nullable String value) {
        return new ColumnDefinition(name, type, nullable, key, value, charset);
    }

    /** The same column with its texts in a character set. */
    public ColumnDefinition in(@Nullable String texts) {
        return new ColumnDefinition(name, type, nullable, key, addedValue, texts);
    }

    /** Whether it holds texts, and nobody knows in which character set. */
    public boolean lacksCharset() {
        return charset == null && isText(type);
    }

    private static boolean isText(String type) {
        return TEXTS.contains(type.split("[ (]", 2)[0]);
    }
}
