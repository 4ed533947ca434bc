package com.pinda.aggregation.consumer.copy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.LocalDate;
import java.util.Arrays;

/**
 * A statement in the making, with its values as literals, kept as UTF-8 so that text from a topic is copied and not
 * decoded. Its literals are those of a session with a utf8mb4 connection, UTC, and backslash escapes on.
 *
 * <p>A multi-row upsert in this form costs the client a fifth of what the driver's batches cost: a parameter is no
 * object, and is bound, copied and quoted once.
 */
public final class SqlText {

    /** The largest scale of {@link #decimal}. */
    static final int MOST_DECIMALS = 18;

    private static final byte[] HEX = "0123456789ABCDEF".getBytes(UTF_8);
    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final int MICROS_OF_SECOND = 1_000_000;
    private static final int START_BYTES = 1 << 16;
    private static final byte[] EXPONENT = {'E', '0'};
    private static final int DECIMALS = 6;
    private static final double DECIMALS_POWER = 1e6;
    private static final double LARGEST_EXACT = 1L << 53;
    private static final int LONGEST_NUMBER = 24;
    private static final int LONGEST_LONG = 19;

    private byte[] bytes = new byte[START_BYTES];
    private int length;

    /** How many bytes it has. */
    public int length() {
        return length;
    }

    /** Begins anew. */
    public void clear() {
        length = 0;
    }

    /** Takes away what was appended since it had this length. */
    void cut(int to) {
        length = to;
    }

    /** SQL as it is. */
    public SqlText append(byte[] sql) {
        room(sql.length);
        System.arraycopy(sql, 0, bytes, length, sql.length);
        length += sql.length;
        return this;
    }

    /** SQL as it is. */
    public SqlText append(String sql) {
        return append(sql.getBytes(UTF_8));
    }

    /** SQL as it is. */
    public SqlText append(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
        return this;
    }

    /** What is already there from {@code from} to {@code to}, once more. */
    SqlText again(int from, int to) {
        room(to - from);
        System.arraycopy(bytes, from, bytes, length, to - from);
        length += to - from;
        return this;
    }

    /** A whole number. */
    public SqlText number(long value) {
        if (value == Long.MIN_VALUE) {
            return append(Long.toString(value));
        }
        room(LONGEST_NUMBER);
        if (value < 0) {
            bytes[length++] = '-';
        }
        padded(Math.abs(value), 1);
        return this;
    }

    /** A number without its point: {@code scale} of its digits are behind the point, at most {@link #MOST_DECIMALS}. */
    SqlText decimal(long unscaled, int scale) {
        room(2 * LONGEST_NUMBER);
        if (unscaled < 0) {
            bytes[length++] = '-';
        }
        padded(Math.abs(unscaled), scale + 1);
        if (scale > 0) {
            System.arraycopy(bytes, length - scale, bytes, length - scale + 1, scale);
            bytes[length - scale] = '.';
            length++;
        }
        return this;
    }

    /**
     * With an exponent, so that the server takes it as a double and not as a decimal; a float is a double exactly. A
     * value of few decimals is written without the work of finding its shortest text: a whole number of less than 53
     * bits divided by a power of ten is rounded as the text of that quotient is.
     */
    SqlText floating(double value) {
        var scaled = Math.rint(value * DECIMALS_POWER);
        if (Math.abs(scaled) < LARGEST_EXACT && scaled / DECIMALS_POWER == value && !isNegativeZero(value)) {
            return decimal((long) scaled, DECIMALS).append(EXPONENT);
        }
        var text = Double.toString(value);
        return append(text.indexOf('E') < 0 ? text + "E0" : text);
    }

    private static boolean isNegativeZero(double value) {
        return value == 0 && Double.doubleToRawLongBits(value) != 0;
    }

    /** Text, given as UTF-8. */
    public SqlText quoted(byte[] text, int from, int count) {
        room(2 * count + 2);
        var to = length;
        bytes[to++] = '\'';
        for (int i = from; i < from + count; i++) {
            var next = text[i];
            if (next == '\'' || next == '\\') {
                bytes[to++] = '\\';
            } else if (next == 0) {
                bytes[to++] = '\\';
                next = '0';
            }
            bytes[to++] = next;
        }
        bytes[to++] = '\'';
        length = to;
        return this;
    }

    /** Bytes. */
    public SqlText binary(byte[] value, int from, int count) {
        return append("x'").hex(value, from, count).append('\'');
    }

    /** A geometry, given as WKB: the servers keep it with four bytes of SRID before it. */
    SqlText geometry(byte[] wkb, int from, int count) {
        return append("x'00000000").hex(wkb, from, count).append('\'');
    }

    private SqlText hex(byte[] value, int from, int count) {
        room(2 * count);
        for (int i = from; i < from + count; i++) {
            bytes[length++] = HEX[value[i] >> 4 & 0xf];
            bytes[length++] = HEX[value[i] & 0xf];
        }
        return this;
    }

    SqlText date(long epochDay) {
        append('\'');
        day(epochDay);
        return append('\'');
    }

    SqlText dateTime(long epochMicros) {
        append('\'');
        day(Math.floorDiv(epochMicros, MICROS_OF_DAY));
        append(' ');
        clock(Math.floorMod(epochMicros, MICROS_OF_DAY));
        return append('\'');
    }

    SqlText time(long micros) {
        append(micros < 0 ? "'-" : "'");
        clock(Math.abs(micros));
        return append('\'');
    }

    private void day(long epochDay) {
        var date = LocalDate.ofEpochDay(epochDay);
        room(2 * LONGEST_NUMBER);
        padded(date.getYear(), 4);
        bytes[length++] = '-';
        padded(date.getMonthValue(), 2);
        bytes[length++] = '-';
        padded(date.getDayOfMonth(), 2);
    }

    private void clock(long micros) {
        var seconds = micros / MICROS_OF_SECOND;
        room(2 * LONGEST_NUMBER);
        padded(seconds / 3600, 2);
        bytes[length++] = ':';
        padded(seconds / 60 % 60, 2);
        bytes[length++] = ':';
        padded(seconds % 60, 2);
        var fraction = micros % MICROS_OF_SECOND;
        if (fraction != 0) {
            bytes[length++] = '.';
            padded(fraction, 6);
        }
    }

    /** The digits of a number that is not negative, with leading zeros up to a width; there is room for them. */
    private void padded(long value, int width) {
        var end = length + Math.max(width, digits(value));
        var rest = value;
        for (int i = end - 1; i >= length; i--) {
            var tenth = rest / 10;
            bytes[i] = (byte) ('0' + (rest - tenth * 10));
            rest = tenth;
        }
        length = end;
    }

    private static int digits(long value) {
        var count = 1;
        for (var limit = 10L; count < LONGEST_LONG && value >= limit; limit *= 10) {
            count++;
        }
        return count;
    }

    private void room(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, UTF_8);
    }
}
