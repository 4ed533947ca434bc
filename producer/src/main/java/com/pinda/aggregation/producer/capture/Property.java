package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.util.Arrays;

/** A property of an entry: where its key and its value lie in a buffer. Filled anew for each. */
final class Property {

    private byte[] buffer = {};
    private int keyFrom;
    private int keyLength;
    private int valueFrom;
    private int valueLength;

    /** Reads canal's message {@code Pair}, with the length before it. */
    void read(WireReader in) throws IOException {
        clear();
        buffer = in.bytes();
        var end = in.readMessage();
        while (in.hasMore(end)) {
            var tag = in.readInt();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.Pair.KEY_FIELD_NUMBER -> {
                    keyLength = in.readLength();
                    keyFrom = in.at();
                    in.moveTo(keyFrom + keyLength);
                }
                case CanalEntry.Pair.VALUE_FIELD_NUMBER -> {
                    valueLength = in.readLength();
                    valueFrom = in.at();
                    in.moveTo(valueFrom + valueLength);
                }
                default -> in.skip(tag);
            }
        }
    }

    private void clear() {
        keyLength = 0;
        valueLength = 0;
    }

    boolean hasKey(byte[] key) {
        return Arrays.equals(buffer, keyFrom, keyFrom + keyLength, key, 0, key.length);
    }

    byte[] value() {
        return Arrays.copyOfRange(buffer, valueFrom, valueFrom + valueLength);
    }

    String text() {
        return new String(buffer, valueFrom, valueLength, UTF_8);
    }
}
