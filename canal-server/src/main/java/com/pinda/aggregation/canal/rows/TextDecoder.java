package com.pinda.aggregation.canal.rows;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;

/**
 * Makes a text of bytes in the column's character set. Bytes that are no character there become a question mark, as in
 * what the server itself answers. Not thread safe.
 */
interface TextDecoder {

    String decode(byte[] bytes, int at, int count);

    /** By the JDK's charset. */
    static TextDecoder of(Charset charset) {
        var decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .replaceWith("?");
        return (bytes, at, count) -> {
            try {
                return decoder.decode(ByteBuffer.wrap(bytes, at, count)).toString();
            } catch (CharacterCodingException e) {
                throw new IllegalStateException("replaced, not reported", e);
            }
        };
    }

    /** By the JDK's charset of characters of one and two bytes. */
    static TextDecoder of(Charset charset, BytePairs pairs) {
        var decoder = charset.newDecoder();
        return (bytes, at, count) -> {
            var in = ByteBuffer.wrap(bytes, at, count);
            var out = CharBuffer.allocate(count);
            decoder.reset();
            while (decoder.decode(in, out, true).isError()) {
                out.put('?');
                in.position(in.position() + pairs.length(in));
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
