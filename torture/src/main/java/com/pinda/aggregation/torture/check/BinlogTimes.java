package com.pinda.aggregation.torture.check;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times as a binlog packs them, as text in UTC with six decimals; null for zero and partial dates. See
 * https://dev.mysql.com/doc/dev/mysql-server/latest/field__types_8h.html and my_time.cc of MySQL.
 */
final class BinlogTimes {

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long TIME_OFFSET = 0x80_0000;
    private static final long DATETIME_OFFSET = 0x80_0000_0000L;

    private BinlogTimes() {}

    /** DATE: 3 bytes, little-endian. */
    static @Nullable String date(int packed) {
        return date(packed >> 9, (packed >> 5) & 15, packed & 31);
    }

    private static @Nullable String date(int year, int month, int day) {
        return month == 0 || day == 0 ? null : padded(year, 4) + "-" + padded(month, 2) + "-" + padded(day, 2);
    }

    /**
     * DATETIME(n): 5 bytes, big-endian.
     *
     * @param micros the fraction
     */
    static @Nullable String dateTime(long packed, long micros) {
        var value = packed - DATETIME_OFFSET;
        var yearMonth = (int) (value >> 22);
        var date = date(yearMonth / 13, yearMonth % 13, (int) (value >> 17) & 31);
        return date == null ? null : date + "T" + clock(value & 0x1_ffff, micros);
    }

    /** TIMESTAMP(n): seconds since 1970. */
    static @Nullable String timestamp(long seconds, long micros) {
        if (seconds == 0 && micros == 0) {
            return null;
        }
        return Values.instant(Instant.ofEpochSecond(seconds, micros * 1000));
    }

    /**
     * TIME(n): 3 bytes and the fraction's, big-endian, as one number.
     *
     * @param digits of the fraction
     */
    static String time(long packed, int digits) {
        var fractionBytes = fractionBytes(digits);
        var value = packed - (TIME_OFFSET << (Byte.SIZE * fractionBytes));
        var absolute = Math.abs(value);
        var seconds = absolute >> (Byte.SIZE * fractionBytes);
        var micros = micros(absolute & ((1L << (Byte.SIZE * fractionBytes)) - 1), digits);
        var hours = (seconds >> 12) & 0x3ff;
        if (value >= 0 && hours < 24) {
            return clock(seconds, micros);
        }
        var fraction = digits == 0 ? "" : "." + padded(micros, 6).substring(0, digits);
        return Values.text((value < 0 ? "-" : "") + padded(hours, 2) + ":" + padded((seconds >> 6) & 63, 2) + ":"
                + padded(seconds & 63, 2) + fraction);
    }

    static int fractionBytes(int digits) {
        return (digits + 1) / 2;
    }

    /** Microseconds of a fraction that its bytes give in the smallest unit they hold. */
    static long micros(long fraction, int digits) {
        return switch (fractionBytes(digits)) {
            case 0 -> 0;
            case 1 -> fraction * 10_000;
            case 2 -> fraction * 100;
            default -> fraction % MICROS_PER_SECOND;
        };
    }

    private static String clock(long packed, long micros) {
        return padded(packed >> 12, 2) + ":" + padded((packed >> 6) & 63, 2) + ":" + padded(packed & 63, 2) + "."
                + padded(micros, 6);
    }

    private static String padded(long number, int digits) {
        var text = Long.toString(number);
        return "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
