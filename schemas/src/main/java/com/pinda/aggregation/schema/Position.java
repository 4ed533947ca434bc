package com.pinda.aggregation.schema;

/**
 * A place in the binlogs of one source, packed into 64 bits so that any two compare as numbers.
 *
 * @param epoch grows when the source is replaced or reset, 0 to 127
 * @param fileNumber number at the end of the binlog file's name, below 2^24
 * @param offset start of the event in the file, bytes, below 2^32
 */
public record Position(int epoch, int fileNumber, long offset) implements Comparable<Position> {

    private static final int MAX_EPOCH = 0x7f;
    private static final int MAX_FILE = 0xff_ffff;
    private static final long MAX_OFFSET = 0xffff_ffffL;

    public Position {
        if (epoch < 0 || epoch > MAX_EPOCH || fileNumber < 0 || fileNumber > MAX_FILE) {
            throw new IllegalArgumentException("binlog position out of range: epoch=" + epoch + " file=" + fileNumber);
        }
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("binlog offset out of range: " + offset
                    + "; a MariaDB source from 11.4 on needs SET GLOBAL binlog_legacy_event_pos=1");
        }
    }

    /** The place that {@link #toLong} packed. */
    public static Position of(long packed) {
        return new Position((int) (packed >>> 56), (int) (packed >>> 32) & MAX_FILE, packed & MAX_OFFSET);
    }

    /**
     * The place of an event in a file, by the file's name.
     *
     * @throws IllegalArgumentException where the name does not end in {@code .number}
     */
    public static Position of(int epoch, String file, long offset) {
        return new Position(epoch, fileNumber(file), offset);
    }

    /**
     * The number at the end of a binlog file's name: 7 of {@code mysql-bin.000007}.
     *
     * @throws IllegalArgumentException where the name does not end in {@code .number}
     */
    public static int fileNumber(String file) {
        try {
            return Integer.parseInt(file.substring(file.lastIndexOf('.') + 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not the name of a binlog file: '" + file + "'", e);
        }
    }

    /** Epoch in the upper 8 bits, then 24 bits of file number, then 32 bits of offset; never negative. */
    public long toLong() {
        return ((long) epoch << 56) | ((long) fileNumber << 32) | offset;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(toLong(), other.toLong());
    }
}
