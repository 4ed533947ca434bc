package com.pinda.aggregation.producer.capture;

import com.google.protobuf.ByteString;
import java.util.zip.CRC32C;

/** The bytes of one entry, in an array that is used for all. */
final class EntryBytes {

    private static final int INITIAL_BYTES = 1 << 16;

    private final CRC32C crc = new CRC32C();
    private byte[] array = new byte[INITIAL_BYTES];
    private int size;

    void set(ByteString entry) {
        size = entry.size();
        if (array.length < size) {
            array = new byte[Math.max(size, array.length * 2)];
        }
        entry.copyTo(array, 0);
    }

    /** The first {@link #size()} of it are the entry; what is behind is left of others. */
    byte[] array() {
        return array;
    }

    int size() {
        return size;
    }

    int checksum() {
        crc.reset();
        crc.update(array, 0, size);
        return (int) crc.getValue();
    }
}
