package com.pinda.aggregation.canal.rows;

import java.sql.Types;

/** DATE, DATETIME and TIMESTAMP in the form of MySQL 5.6 and later; TIMESTAMP as UTC. */
final class TimeReaders {

    private static final int MONTHS = 13; // a month of 0 counts too
    private static final long SECONDS_OF_DAY = 86_400;
    private static final long DATETIME_ZERO = 0x8000000000L;
    private static final int[] POWERS = {1, 10, 100, 1000, 10_000, 100_000, 1_000_000};

    private TimeReaders() {}

    static void date(RowBytes row, Text text) {
        var value = (int) row.little(3);
        text.begin();
        date(text, value >> 9, value >> 5 & 15, value & 31);
        text.sqlType(Types.DATE);
    }

    static void dateTime(RowBytes row, Text text, int fraction) {
        var value = row.big(5) - DATETIME_ZERO;
        var days = value >> 17;
        var time = (int) (value & 0x1ffff);
        var months = (int) (days >> 5);
        text.begin();
        date(text, months / MONTHS, months % MONTHS, (int) (days & 31));
        time(text, time >> 12, time >> 6 & 63, time & 63);
        fraction(row, text, fraction);
        text.sqlType(Types.TIMESTAMP);
    }

    static void timestamp(RowBytes row, Text text, int fraction) {
        var seconds = row.big(4);
        text.begin();
        if (seconds == 0) {
            date(text, 0, 0, 0);
            time(text, 0, 0, 0);
        } else {
            day(text, seconds / SECONDS_OF_DAY);
            var time = (int) (seconds % SECONDS_OF_DAY);
            time(text, time / 3600, time / 60 % 60, time % 60);
        }
        fraction(row, text, fraction);
        text.sqlType(Types.TIMESTAMP);
    }

    /** A day since 1970-01-01, after Howard Hinnant's civil_from_days. */
    private static void day(Text text, long sinceEpoch) {
        var shifted = sinceEpoch + 719_468;
        var era = shifted / 146_097;
        var dayOfEra = shifted % 146_097;
        var yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        var dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        var month = (5 * dayOfYear + 2) / 153;
        var day = dayOfYear - (153 * month + 2) / 5 + 1;
        var calendarMonth = month < 10 ? month + 3 : month - 9;
        date(text, (int) (yearOfEra + era * 400 + (calendarMonth <= 2 ? 1 : 0)), (int) calendarMonth, (int) day);
    }

    private static void date(Text text, int year, int month, int day) {
        text.digits(year, 4);
        text.add('-');
        text.digits(month, 2);
        text.add('-');
        text.digits(day, 2);
    }

    private static void time(Text text, int hours, int minutes, int seconds) {
        text.add(' ');
        text.digits(hours, 2);
        text.add(':');
        text.digits(minutes, 2);
        text.add(':');
        text.digits(seconds, 2);
    }

    private static void fraction(RowBytes row, Text text, int digits) {
        if (digits == 0) {
            return;
        }
        var bytes = (digits + 1) / 2;
        var value = row.big(bytes); // to an even number of digits
        text.add('.');
        text.digits(value / POWERS[2 * bytes - digits], digits);
    }
}
