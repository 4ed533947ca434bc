package com.pinda.aggregation.canal.rows;

import java.nio.charset.StandardCharsets;

/**
 * A document in MySQL's binary JSON, written as the server shows it.
 *
 * @see <a href="https://dev.mysql.com/doc/dev/mysql-server/latest/json__binary_8h.html">MySQL's binary JSON</a>
 */
final class JsonDocument {

    private static final int SMALL_OBJECT = 0x0;
    private static final int LARGE_OBJECT = 0x1;
    private static final int SMALL_ARRAY = 0x2;
    private static final int LARGE_ARRAY = 0x3;
    private static final int LITERAL = 0x4;
    private static final int INT16 = 0x5;
    private static final int UINT16 = 0x6;
    private static final int INT32 = 0x7;
    private static final int UINT32 = 0x8;
    private static final int INT64 = 0x9;
    private static final int UINT64 = 0xa;
    private static final int DOUBLE = 0xb;
    private static final int STRING = 0xc;
    private static final int OPAQUE = 0xf;

    private static final int SMALL = 2;
    private static final int LARGE = 4;
    private static final int KEY_LENGTH_BYTES = 2;

    private final RowBytes document;
    private final StringBuilder text = new StringBuilder();

    /**
     * A document, not read yet.
     *
     * @param document its bytes; none are the document {@code null}, which INSERT IGNORE leaves
     */
    JsonDocument(RowBytes document) {
        this.document = document;
    }

    /**
     * The whole document.
     *
     * @throws IllegalArgumentException where the bytes are no document
     */
    String text() {
        if (document.hasMore()) {
            var type = document.unsigned8();
            value(type, document.at());
        } else {
            text.append("null");
        }
        return text.toString();
    }

    private void value(int type, int at) {
        document.seek(at);
        switch (type) {
            case SMALL_OBJECT -> object(at, SMALL);
            case LARGE_OBJECT -> object(at, LARGE);
            case SMALL_ARRAY -> array(at, SMALL);
            case LARGE_ARRAY -> array(at, LARGE);
            case LITERAL -> literal(document.unsigned8());
            case INT16 -> text.append((short) document.little(2));
            case UINT16 -> text.append(document.little(2));
            case INT32 -> text.append((int) document.little(4));
            case UINT32 -> text.append(document.little(4));
            case INT64 -> text.append(document.little(8));
            case UINT64 -> text.append(Long.toUnsignedString(document.little(8)));
            case DOUBLE -> text.append(JsonScalars.number(Double.longBitsToDouble(document.little(8))));
            case STRING -> JsonScalars.quote(text, string(length()));
            case OPAQUE -> {
                var fieldType = document.unsigned8();
                JsonScalars.opaque(text, fieldType, document, length());
            }
            default -> throw new IllegalArgumentException("JSON has a value of the unknown type " + type);
        }
    }

    private void object(int at, int width) {
        var count = (int) document.little(width);
        var keys = at + 2 * width;
        var values = keys + count * (width + KEY_LENGTH_BYTES);
        text.append('{');
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ");
            document.seek(keys + i * (width + KEY_LENGTH_BYTES));
            var key = at + (int) document.little(width);
            var keyLength = (int) document.little(KEY_LENGTH_BYTES);
            document.seek(key);
            JsonScalars.quote(text, string(keyLength));
            text.append(": ");
            entry(at, values + i * (1 + width), width);
        }
        text.append('}');
    }

    private void array(int at, int width) {
        var count = (int) document.little(width);
        var values = at + 2 * width;
        text.append('[');
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : ", ");
            entry(at, values + i * (1 + width), width);
        }
        text.append(']');
    }

    /** A value stands in its entry where it fits in, else where the entry says. */
    private void entry(int container, int entry, int width) {
        document.seek(entry);
        var type = document.unsigned8();
        var isInlined = type == LITERAL
                || type == INT16
                || type == UINT16
                || (width == LARGE && (type == INT32 || type == UINT32));
        value(type, isInlined ? entry + 1 : container + (int) document.little(width));
    }

    private void literal(int number) {
        text.append(
                switch (number) {
                    case 0 -> "null";
                    case 1 -> "true";
                    case 2 -> "false";
                    default -> throw new IllegalArgumentException("JSON has the unknown literal " + number);
                });
    }

    /** Seven bits in each byte, the lowest first; the highest bit says that another byte follows. */
    private int length() {
        var length = 0L;
        for (int shift = 0; shift <= 28; shift += 7) {
            var next = document.unsigned8();
            length |= (next & 0x7fL) << shift;
            if (next < 0x80) {
                return Math.toIntExact(length);
            }
        }
        throw new IllegalArgumentException("JSON has a length of more than five bytes");
    }

    private String string(int length) {
        return new String(document.bytes(), document.take(length), length, StandardCharsets.UTF_8);
    }
}
