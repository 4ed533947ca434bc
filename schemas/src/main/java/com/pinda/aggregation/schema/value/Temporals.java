package com.pinda.aggregation.schema.value;

import java.time.Month;
import java.time.chrono.IsoChronology;

/** Dates and times as MySQL writes them: {@code 2024-02-29}, {@code 23:59:59.123456}, {@code -838:59:59}. */
public final class Temporals {

    /** What {@link #day} gives for a zero or partial date, and for one like February 30, which a source may allow. */
    public static final long NO_DAY = Long.MIN_VALUE;

    public static final long MICROS_PER_SECOND = 1_000_000L;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private static final int DATE_LENGTH = 10;
    private static final int FRACTION_DIGITS = 6;

    private Temporals() {}

    /** Whether a date is a day, and not a zero or partial date, or one that its month does not have. */
    public static boolean isDay(byte[] text, int from, int length) {
        var isInEveryMonth = length >= DATE_LENGTH
                && (text[from + 5] != '0' || text[from + 6] != '0')
                && (text[from + 8] == '1'
                        || (text[from + 8] == '0' && text[from + 9] != '0')
                        || (text[from + 8] == '2' && text[from + 9] != '9'));
        return isInEveryMonth || day(text, from, length) != NO_DAY;
    }

    /** Days since 1970-01-01, or {@link #NO_DAY}. */
    public static long day(byte[] text, int from, int length) {
        if (length < DATE_LENGTH || text[from + 4] != '-' || text[from + 7] != '-') {
            throw new NumberFormatException("not a date: " + length + " bytes");
        }
        var year = Digits.unsigned(text, from, from + 4);
        var month = Digits.unsigned(text, from + 5, from + 7);
        var day = Digits.unsigned(text, from + 8, from + 10);
        return month == 0 || day == 0 || day > lengthOfMonth(year, (int) month)
                ? NO_DAY
                : daysFromCivil(year, month, day);
    }

    private static int lengthOfMonth(long year, int month) {
        return Month.of(month).length(IsoChronology.INSTANCE.isLeapYear(year));
    }

    /** Howard Hinnant's days_from_civil, http://howardhinnant.github.io/date_algorithms.html. */
    private static long daysFromCivil(long year, long month, long day) {
        var y = month <= 2 ? year - 1 : year;
        var era = Math.floorDiv(y, 400);
        var yearOfEra = y - era * 400;
        var dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        var dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
        return era * 146_097 + dayOfEra - 719_468;
    }

    /** Microseconds since 1970-01-01 00:00:00, taken as they stand; or {@link #NO_DAY}. */
    public static long dateTime(byte[] text, int from, int length) {
        var day = day(text, from, length);
        return day == NO_DAY
                ? NO_DAY
                : day * MICROS_PER_DAY + time(text, from + DATE_LENGTH + 1, length - DATE_LENGTH - 1);
    }

    /** Microseconds since midnight; below zero, or a day and more, for the times that MySQL allows beyond a day. */
    public static long time(byte[] text, int from, int length) {
        var negative = length > 0 && text[from] == '-';
        var start = negative ? from + 1 : from;
        var end = from + length;
        var minutes = start;
        while (minutes < end && text[minutes] != ':') {
            minutes++;
        }
        var seconds = Digits.unsigned(text, start, minutes) * 3600
                + Digits.unsigned(text, minutes + 1, minutes + 3) * 60
                + Digits.unsigned(text, minutes + 4, minutes + 6);
        var micros = seconds * MICROS_PER_SECOND + fraction(text, minutes + 7, end);
        return negative ? -micros : micros;
    }

    private static long fraction(byte[] text, int from, int end) {
        if (from >= end) {
            return 0;
        }
        var value = Digits.unsigned(text, from, end);
        for (int digits = end - from; digits < FRACTION_DIGITS; digits++) {
            value *= 10;
        }
        return value;
    }
}
