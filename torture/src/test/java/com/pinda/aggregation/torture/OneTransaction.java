package com.pinda.aggregation.torture;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Predicate;

/** The events of the next transaction in MariaDB's binlog as it is sent, from its GTID to the next one's. */
final class OneTransaction implements Predicate<byte[]> {

    private static final byte GTID_EVENT = (byte) 162;

    /** Of a message: its head and the byte that says that an event follows. */
    private static final int EVENT = 5;

    private static final int HEADER_BYTES = 19;
    private static final int TYPE = EVENT + 4;
    private static final int LENGTH = EVENT + 9;

    private int begun;

    @Override
    public synchronized boolean test(byte[] message) {
        if (!isEvent(message)) {
            return false;
        }
        if (message[TYPE] == GTID_EVENT) {
            begun++;
        }
        return begun == 1;
    }

    private static boolean isEvent(byte[] message) {
        return message.length >= EVENT + HEADER_BYTES
                && message[EVENT - 1] == 0
                && ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(LENGTH) == message.length - EVENT;
    }
}
