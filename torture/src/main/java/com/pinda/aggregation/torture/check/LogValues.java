package com.pinda.aggregation.torture.check;

import com.github.shyiko.mysql.binlog.event.deserialization.json.JsonBinary;
import com.pinda.aggregation.schema.MySqlType;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a binlog's value has to be in the topics, worked out from the table's definition alone. */
final class LogValues {

    private static final int SRID_BYTES = 4;

    /** MySQL's names of character sets that Java calls otherwise. Its latin1 is cp1252, and its ucs2 big-endian. */
    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("utf8mb4", "UTF-8"),
            Map.entry("utf8mb3", "UTF-8"),
            Map.entry("utf8", "UTF-8"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("ascii", "US-ASCII"),
            Map.entry("ucs2", "UTF-16BE"),
            Map.entry("utf16", "UTF-16BE"),
            Map.entry("utf16le", "UTF-16LE"),
            Map.entry("utf32", "UTF-32BE"),
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("greek", "ISO-8859-7"),
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1257", "windows-1257"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("sjis", "Shift_JIS"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("ujis", "EUC-JP"),
            Map.entry("euckr", "EUC-KR"));

    private LogValues() {}

    /** As a {@link Row} holds it; null for NULL and for what has no representation. */
    static @Nullable String of(Column column, @Nullable Serializable value) {
        if (value == null) {
            return null;
        }
        var type = column.type();
        return switch (type.kind()) {
            case TINYINT -> whole(value, type.unsigned(), 0xffL);
            case SMALLINT -> whole(value, type.unsigned(), 0xffffL);
            case MEDIUMINT -> whole(value, type.unsigned(), 0xff_ffffL);
            case INT -> whole(value, type.unsigned(), 0xffff_ffffL);
            case BIGINT ->
                type.unsigned()
                        ? Long.toUnsignedString(((Number) value).longValue())
                        : Long.toString(((Number) value).longValue());
            case DECIMAL ->
                ((BigDecimal) value)
                        .setScale(type.scale(), RoundingMode.UNNECESSARY)
                        .toPlainString();
            case FLOAT, DOUBLE, YEAR, DATE, TIME, DATETIME, TIMESTAMP -> value.toString();
            case BIT -> bits((BitSet) value, type.length());
            case STRING -> Values.text(new String((byte[]) value, charset(column)));
            case FIXED_BINARY -> Values.bytes(Arrays.copyOf((byte[]) value, type.length()));
            case BINARY -> Values.bytes((byte[]) value);
            case GEOMETRY -> {
                var bytes = (byte[]) value;
                yield Values.bytes(Arrays.copyOfRange(bytes, SRID_BYTES, bytes.length));
            }
            case ENUM -> {
                var index = ((Number) value).intValue();
                yield Values.text(index == 0 ? "" : type.labels().get(index - 1));
            }
            case SET -> Values.text(String.join(",", chosen(((Number) value).longValue(), type)));
            case JSON -> json((byte[]) value);
        };
    }

    private static String whole(Serializable value, boolean unsigned, long mask) {
        var number = ((Number) value).longValue();
        return Long.toString(unsigned ? number & mask : number);
    }

    /** Least significant byte first; one bit is a truth value. */
    private static String bits(BitSet bits, int length) {
        return length == 1
                ? Boolean.toString(bits.get(0))
                : Values.bytes(Arrays.copyOf(bits.toByteArray(), (length + Byte.SIZE - 1) / Byte.SIZE));
    }

    private static List<String> chosen(long mask, MySqlType type) {
        var labels = new ArrayList<String>();
        for (int i = 0; i < type.labels().size(); i++) {
            if ((mask >>> i & 1) != 0) {
                labels.add(type.labels().get(i));
            }
        }
        return labels;
    }

    private static Charset charset(Column column) {
        var name = column.charset();
        return name == null
                ? StandardCharsets.UTF_8
                : Charset.forName(CHARSETS.getOrDefault(name.toLowerCase(Locale.ROOT), name));
    }

    private static String json(byte[] value) {
        try {
            return Values.json(value.length == 0 ? "null" : JsonBinary.parseAsString(value));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read a JSON value of the binlog", e);
        }
    }
}
