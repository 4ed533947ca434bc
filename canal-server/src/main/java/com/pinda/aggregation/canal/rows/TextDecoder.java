package com.pinda.aggregation.canal.rows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.util.Optional;

/**
 * Makes a text of bytes in the column's character set. Bytes that are no character there become a question mark, as in
 * what the server itself answers. Not thread safe.
 */
interface TextDecoder {

    String decode(byte[] bytes, int at, int count);

    /**
     * By the JDK's charset.
     *
     * @param pairs which bytes are one character, for a set of one and two bytes; empty where the JDK knows that
     */
    static TextDecoder of(Charset charset, Optional<BytePairs> pairs) {
        var decoder = charset.newDecoder();
        return (bytes, at, count) -> {
            var in = ByteBuffer.wrap(bytes, at, count);
            var out = CharBuffer.allocate(count);
            decoder.reset();
            for (var result = decoder.decode(in, out, true); result.isError(); result = decoder.decode(in, out, true)) {
                out.put('?');
                var wrong = pairs.isPresent() ? pairs.get().length(in) : result.length();
                in.position(in.position() + wrong);
            }
            decoder.flush(out);
            return out.flip().toString();
        };
    }

    /**
     * MySQL's latin1: the control character of its number for each of the bytes that windows-1252 leaves out.
     *
     * @see <a href="https://dev.mysql.com/doc/refman/8.4/en/charset-we-sets.html">MySQL's cp1252</a>
     */
    static TextDecoder latin1(Charset windows1252) {
        var characters = new char[1 << Byte.SIZE];
        for (int i = 0; i < characters.length; i++) {
            var one = new String(new byte[] {(byte) i}, windows1252).charAt(0);
            characters[i] = one == '\ufffd' ? (char) i : one;
        }
        return (bytes, at, count) -> {
            var text = new char[count];
            for (int i = 0; i < count; i++) {
                text[i] = characters[bytes[at + i] & 0xff];
            }
            return new String(text);
        };
    }
}
