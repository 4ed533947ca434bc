package com.pinda.aggregation.query.view;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Takes values out of a row as an answer has them: text, BigDecimal, Boolean, or null. */
public final class Values {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

    private Values() {}

    static @Nullable Object of(ResultSet row, int index, Column.Type type) throws SQLException {
        return switch (type) {
            case NUMBER -> row.getBigDecimal(index);
            case BOOLEAN -> bool(row, index);
            case TIME -> time(row.getObject(index, LocalDateTime.class));
            case TEXT, DAY, JSON -> row.getString(index);
        };
    }

    /** A number without an exponent. */
    static String plain(BigDecimal number) {
        return number.toPlainString();
    }

    private static @Nullable Boolean bool(ResultSet row, int index) throws SQLException {
        var value = row.getBoolean(index);
        return row.wasNull() ? null : value;
    }

    private static @Nullable String time(@Nullable LocalDateTime time) {
        return time == null ? null : text(time);
    }

    /** A time as the source has it, without a zone. */
    public static String text(LocalDateTime time) {
        return TIME.format(time);
    }
}
