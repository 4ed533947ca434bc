package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.MySqlType.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The default of a copy's column: what the rows of the source got when the column was added there. Rows that the copy
 * has get it when the column comes, and so do those whose newest record is from before.
 */
final class AddedDefault {

    private static final Set<Kind> TIMES = EnumSet.of(Kind.DATE, Kind.DATETIME, Kind.TIMESTAMP);
    private static final Set<Kind> NUMBERS = EnumSet.of(Kind.BIT, Kind.YEAR);
    private static final Pattern NO_DATE = Pattern.compile("\\d+-00-.*|\\d+-\\d+-00.*");
    private static final Pattern WHOLE = Pattern.compile("\\d+");
    private static final Pattern APART = Pattern.compile(".*(text|blob)|json");

    private AddedDefault() {}

    /** What follows DEFAULT in the column's DDL. */
    static String of(ColumnDefinition column) {
        var value = column.addedValue();
        if (value == null || isNoDate(column.type(), value)) {
            return "NULL";
        }
        if (NUMBERS.contains(column.type().kind()) && WHOLE.matcher(value).matches()) {
            return value; // as text, 0 would be the year 2000, and 1 the bits of a character
        }
        var bytes = value.getBytes(UTF_8);
        var text = new SqlText().quoted(bytes, 0, bytes.length).toString();
        // MySQL takes nothing but an expression there
        return APART.matcher(column.type().name()).matches() ? "(" + text + ")" : text;
    }

    /** The same for the column of that name; NULL where the source has none. */
    static String of(String name, List<ColumnDefinition> columns) {
        return columns.stream()
                .filter(column -> column.name().equalsIgnoreCase(name))
                .findFirst()
                .map(AddedDefault::of)
                .orElse("NULL");
    }

    /** The topics have NULL for those too. */
    private static boolean isNoDate(MySqlType type, String value) {
        return TIMES.contains(type.kind()) && NO_DATE.matcher(value).matches();
    }
}
