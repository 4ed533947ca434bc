package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How the bytes of a protocol are cut into messages. */
public enum Framing {

    /** Not at all: whatever has arrived. */
    NONE {
        @Override
        byte[] next(InputStream in) throws IOException {
            var buffer = new byte[BUFFER_BYTES];
            var read = in.read(buffer);
            return Arrays.copyOf(buffer, Math.max(read, 0));
        }
    },

    /** Four bytes of length, then so many bytes: Kafka and canal. */
    LENGTH {
        @Override
        byte[] next(InputStream in) throws IOException {
            var head = in.readNBytes(Integer.BYTES);
            return head.length < Integer.BYTES
                    ? head
                    : message(head, ByteBuffer.wrap(head).getInt(), in);
        }
    },

    /** Three bytes of length, the lowest first, and a number; then so many bytes. */
    MYSQL {
        @Override
        byte[] next(InputStream in) throws IOException {
            var head = in.readNBytes(Integer.BYTES);
            return head.length < Integer.BYTES
                    ? head
                    : message(head, (head[0] & 0xff) | (head[1] & 0xff) << 8 | (head[2] & 0xff) << 16, in);
        }
    };

    private static final int BUFFER_BYTES = 64 * 1024;

    /** The next message with its head, as much of it as comes before the end; empty at the end. */
    abstract byte[] next(InputStream in) throws IOException;

    private static byte[] message(byte[] head, int length, InputStream in) throws IOException {
        var body = in.readNBytes(length);
        var message = Arrays.copyOf(head, head.length + body.length);
        System.arraycopy(body, 0, message, head.length, body.length);
        return message;
    }
}
