package com.pinda.aggregation.canal.rows;

import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * Which two bytes are one character in a set of one and two bytes, whether or not that character exists: the server
 * shows one question mark for one that does not.
 *
 * @param head of the first byte, 0 to 255
 * @param tail of the second byte, 0 to 255
 */
record BytePairs(IntPredicate head, IntPredicate tail) {

    static final BytePairs GB2312 = new BytePairs(in(0xa1, 0xf7), in(0xa1, 0xfe));
    static final BytePairs GBK = new BytePairs(in(0x81, 0xfe), in(0x40, 0x7e).or(in(0x80, 0xfe)));
    static final BytePairs EUCKR =
            new BytePairs(in(0x81, 0xfe), in(0x41, 0x5a).or(in(0x61, 0x7a)).or(in(0x81, 0xfe)));
    static final BytePairs CP932 =
            new BytePairs(in(0x81, 0x9f).or(in(0xe0, 0xfc)), in(0x40, 0x7e).or(in(0x80, 0xfc)));

    private static IntPredicate in(int first, int last) {
        return value -> value >= first && value <= last;
    }

    /** How many bytes are one character, or none, where a buffer stands. */
    int length(ByteBuffer bytes) {
        var at = bytes.position();
        return bytes.remaining() > 1 && head.test(bytes.get(at) & 0xff) && tail.test(bytes.get(at + 1) & 0xff) ? 2 : 1;
    }
}
