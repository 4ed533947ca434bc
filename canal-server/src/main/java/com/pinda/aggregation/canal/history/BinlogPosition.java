package com.pinda.aggregation.canal.history;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A place in the binlog of one source: the start of an event. Ordered by the file's number, then the offset.
 *
 * @param file name with a number at its end, as {@code mysql-bin.000001}
 * @param offset byte offset in that file; 4 is the first event
 */
public record BinlogPosition(String file, long offset) implements Comparable<BinlogPosition> {

    private static final Pattern TEXT = Pattern.compile("(.+\\.\\d+):(\\d+)");
    private static final Comparator<BinlogPosition> ORDER =
            Comparator.comparingLong(BinlogPosition::fileNumber).thenComparingLong(BinlogPosition::offset);

    /** From {@code file:offset}; empty for any other text. */
    public static Optional<BinlogPosition> parse(String text) {
        var matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new BinlogPosition(matcher.group(1), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }

    /** The number at the end of the file's name. */
    public long fileNumber() {
        return Long.parseLong(file.substring(file.lastIndexOf('.') + 1));
    }

    @Override
    public int compareTo(BinlogPosition other) {
        return file.equals(other.file) ? Long.compare(offset, other.offset) : ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return file + ":" + offset;
    }
}
