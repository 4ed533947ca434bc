package com.pinda.aggregation.canal.rows;

import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_DATE;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_DATETIME;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_NEWDECIMAL;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_TIME;
import static com.taobao.tddl.dbsync.binlog.LogEvent.MYSQL_TYPE_TIMESTAMP;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Scalars of a JSON document as MySQL shows them. */
final class JsonScalars {

    /** Digits before the point, and zeros behind it, up to which a number is written without exponent. */
    private static final int PLAIN_DIGITS = 15;

    private static final int MONTHS = 13; // a month of 0 counts too
    private static final int HOURS_OF_DAY = 0x1f;
    private static final int HOURS_OF_TIME = 0x3ff;
    private static final char FIRST_PRINTABLE = 0x20;

    private JsonScalars() {}

    static String number(double value) {
        var decimal = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        var digitsBeforePoint = decimal.precision() - decimal.scale();
        if (decimal.signum() == 0) {
            return 1 / value < 0 ? "-0.0" : "0.0";
        }
        if (digitsBeforePoint > PLAIN_DIGITS || digitsBeforePoint < 1 - PLAIN_DIGITS) {
            var digits = decimal.unscaledValue().abs().toString();
            return (decimal.signum() < 0 ? "-" : "")
                    + digits.charAt(0)
                    + (digits.length() == 1 ? "" : "." + digits.substring(1))
                    + "e"
                    + (digitsBeforePoint - 1);
        }
        return decimal.scale() <= 0 ? decimal.toPlainString() + ".0" : decimal.toPlainString();
    }

    static void quote(StringBuilder text, String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            var c = value.charAt(i);
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\b' -> text.append("\\b");
                case '\f' -> text.append("\\f");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (c < FIRST_PRINTABLE) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        text.append('"');
    }

    /**
     * A value of a type of SQL that JSON does not have.
     *
     * @param document stands where the value begins
     */
    static void opaque(StringBuilder text, int type, RowBytes document, int length) {
        switch (type) {
            case MYSQL_TYPE_NEWDECIMAL -> {
                var decimal = new Text();
                new DecimalReader(document.unsigned8(), document.unsigned8()).read(document, decimal);
                text.append(new String(decimal.bytes(), decimal.offset(), decimal.length(), StandardCharsets.US_ASCII));
            }
            case MYSQL_TYPE_DATE ->
                text.append('"').append(date(document.little(Long.BYTES))).append('"');
            case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP -> {
                var packed = document.little(Long.BYTES);
                text.append('"')
                        .append(date(packed))
                        .append(' ')
                        .append(time(packed, HOURS_OF_DAY))
                        .append('"');
            }
            case MYSQL_TYPE_TIME -> {
                var packed = document.little(Long.BYTES);
                text.append('"')
                        .append(packed < 0 ? "-" : "")
                        .append(time(Math.abs(packed), HOURS_OF_TIME))
                        .append('"');
            }
            default -> {
                var bytes = ByteBuffer.wrap(document.bytes(), document.take(length), length);
                var base64 =
                        StandardCharsets.US_ASCII.decode(Base64.getEncoder().encode(bytes));
                text.append("\"base64:type")
                        .append(type)
                        .append(':')
                        .append(base64)
                        .append('"');
            }
        }
    }

    private static String date(long packed) {
        var days = packed >> 41;
        var months = days >> 5;
        return String.format("%04d-%02d-%02d", months / MONTHS, months % MONTHS, days & 31);
    }

    private static String time(long packed, int hours) {
        var seconds = packed >> 24;
        return String.format(
                "%02d:%02d:%02d.%06d", seconds >> 12 & hours, seconds >> 6 & 63, seconds & 63, packed & 0xffffff);
    }
}
