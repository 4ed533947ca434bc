package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.Position;

/**
 * One entry of the binlog. Entries compare by where they are; the ordinal tells those of a compressed transaction
 * apart, which all carry the offset of the event that holds them.
 *
 * @param file binlog file
 * @param offset start of the entry's event in the file, bytes
 * @param ordinal how many entries with this very offset came before it
 */
public record LogPosition(String file, long offset, int ordinal) implements Comparable<LogPosition> {

    @Override
    public int compareTo(LogPosition other) {
        var byFile = file.equals(other.file)
                ? 0
                : Integer.compare(Position.fileNumber(file), Position.fileNumber(other.file));
        if (byFile != 0) {
            return byFile;
        }
        var byOffset = Long.compare(offset, other.offset);
        return byOffset != 0 ? byOffset : Integer.compare(ordinal, other.ordinal);
    }

    @Override
    public String toString() {
        return file + ":" + offset + (ordinal == 0 ? "" : "#" + ordinal);
    }
}
