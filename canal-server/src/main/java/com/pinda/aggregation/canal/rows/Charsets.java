package com.pinda.aggregation.canal.rows;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The character sets of text columns that can be read: those of which the JDK makes the characters that the server
 * makes. It differs in a few of {@code big5}, {@code cp866}, {@code gb18030}, {@code sjis}, {@code ujis} and others;
 * these are not here, since a text must not change on its way.
 */
public final class Charsets {

    /** Where the bytes are UTF-8 already. */
    private static final Set<String> UTF8 = Set.of("ascii", "utf8", "utf8mb3", "utf8mb4");

    /** By MySQL's name. Its latin1 is windows-1252 with the five gaps filled, its gbk and euckr are Windows' too. */
    private static final Map<String, String> DECODED = Map.ofEntries(
            Map.entry("cp1250", "windows-1250"),
            Map.entry("cp1251", "windows-1251"),
            Map.entry("cp1256", "windows-1256"),
            Map.entry("cp1257", "windows-1257"),
            Map.entry("cp850", "IBM850"),
            Map.entry("cp852", "IBM852"),
            Map.entry("cp932", "windows-31j"),
            Map.entry("euckr", "x-windows-949"),
            Map.entry("gb2312", "GB2312"),
            Map.entry("gbk", "x-mswin-936"),
            Map.entry("koi8r", "KOI8-R"),
            Map.entry("latin1", "windows-1252"),
            Map.entry("latin2", "ISO-8859-2"),
            Map.entry("latin5", "ISO-8859-9"),
            Map.entry("latin7", "ISO-8859-13"),
            Map.entry("macroman", "x-MacRoman"),
            Map.entry("ucs2", "UTF-16BE"),
            Map.entry("utf16", "UTF-16BE"),
            Map.entry("utf16le", "UTF-16LE"),
            Map.entry("utf32", "UTF-32BE"));

    private static final Map<String, BytePairs> PAIRS = Map.of(
            "cp932", BytePairs.CP932, "euckr", BytePairs.EUCKR, "gb2312", BytePairs.GB2312, "gbk", BytePairs.GBK);

    private Charsets() {}

    /** Whether texts of a column in this character set of MySQL can be read, on this JDK. */
    public static boolean isReadable(String name) {
        return UTF8.contains(name)
                || (DECODED.containsKey(name) && Charset.isSupported(DECODED.getOrDefault(name, "")));
    }

    /**
     * What makes texts of bytes in a character set; empty where they are UTF-8.
     *
     * @throws UnreadableTextException for one that cannot be read
     */
    static Optional<TextDecoder> decoder(String name) {
        if (UTF8.contains(name)) {
            return Optional.empty();
        }
        if (!isReadable(name)) {
            throw new UnreadableTextException("is in character set " + name);
        }
        var charset = Charset.forName(DECODED.getOrDefault(name, ""));
        return Optional.of(
                name.equals("latin1")
                        ? TextDecoder.latin1(charset)
                        : TextDecoder.of(charset, Optional.ofNullable(PAIRS.get(name))));
    }
}
