package com.pinda.aggregation.canal.history;

import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLDataType;
import com.alibaba.druid.sql.ast.statement.SQLCharacterDataType;
import com.alibaba.druid.sql.ast.statement.SQLCreateTableStatement;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The character set that a statement names for texts, by itself or by a collation of it.
 *
 * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/charset-collation-names.html">names of collations</a>
 */
final class StatedCharset {

    /** MariaDB's collations that are of whichever character set there is. */
    private static final String OF_ANY = "uca1400";

    private StatedCharset() {}

    /** Of a column; null where it names none. */
    static @Nullable String of(SQLDataType type) {
        return type instanceof SQLCharacterDataType texts ? either(texts.getCharSetName(), texts.getCollate()) : null;
    }

    /** Of a table's columns that name none; null where the table names none either. */
    static @Nullable String of(SQLCreateTableStatement create) {
        String charset = null;
        String collation = null;
        for (var option : create.getTableOptions()) {
            var name = option.getTarget().toString().toUpperCase(Locale.ROOT);
            var value = option.getValue().toString();
            if (name.endsWith("CHARSET") || name.endsWith("CHARACTER SET")) {
                charset = value;
            } else if (name.endsWith("COLLATE")) {
                collation = value;
            }
        }
        return either(charset, collation);
    }

    private static @Nullable String either(@Nullable String charset, @Nullable String collation) {
        if (charset != null) {
            return name(charset);
        }
        var first = collation == null ? "" : name(collation).split("_", 2)[0];
        return first.isEmpty() || first.equals(OF_ANY) ? null : first;
    }

    private static String name(String written) {
        var name = SQLUtils.normalize(written);
        var bare = name.startsWith("'") ? name.substring(1, name.length() - 1) : name;
        return bare.toLowerCase(Locale.ROOT);
    }
}
