package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.CodedInputStream;
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

    /** Reads canal's message {@code Pair}, with the length before it, from {@code in}, which reads {@code bytes}. */
    void read(byte[] bytes, CodedInputStream in) throws IOException {
        clear();
        buffer = bytes;
        var length = in.readRawVarint32();
        var end = in.getTotalBytesRead() + length;
        while (in.getTotalBytesRead() < end) {
            var tag = in.readTag();
            switch (WireFormat.getTagFieldNumber(tag)) {
                case CanalEntry.Pair.KEY_FIELD_NUMBER -> {
                    keyLength = in.readRawVarint32();
                    keyFrom = in.getTotalBytesRead();
                    in.skipRawBytes(keyLength);
                }
                case CanalEntry.Pair.VALUE_FIELD_NUMBER -> {
                    valueLength = in.readRawVarint32();
                    valueFrom = in.getTotalBytesRead();
                    in.skipRawBytes(valueLength);
                }
                default -> in.skipField(tag);
            }
        }
    }

    void clear() {
        keyLength = 0;
        valueLength = 0;
    }

    boolean hasKey(byte[] key) {
        return Arrays.equals(buffer, keyFrom, keyFrom + keyLength, key, 0, key.length);
    }

    boolean hasValue(byte[] value) {
        return Arrays.equals(buffer, valueFrom, valueFrom + valueLength, value, 0, value.length);
    }

    byte[] value() {
        return Arrays.copyOfRange(buffer, valueFrom, valueFrom + valueLength);
    }

    String text() {
        return new String(buffer, valueFrom, valueLength, UTF_8);
    }
}
