package com.pinda.aggregation.torture.check;

import com.github.shyiko.mysql.binlog.event.XAPrepareEventData;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of an XA transaction.
 *
 * @param global its first part, hexadecimal
 * @param branch its second part, hexadecimal
 */
record XaId(String global, String branch) {

    private static final Pattern STATEMENT =
            Pattern.compile("XA\\s+\\w+\\s+X'([0-9a-f]*)'\\s*(,\\s*X'([0-9a-f]*)'.*)?", Pattern.CASE_INSENSITIVE);

    static XaId of(XAPrepareEventData data) {
        var bytes = data.getData();
        var length = data.getGtridLength();
        var format = HexFormat.of();
        return new XaId(
                format.formatHex(Arrays.copyOf(bytes, length)),
                format.formatHex(Arrays.copyOfRange(bytes, length, length + data.getBqualLength())));
    }

    /** From a statement as servers log it: {@code XA COMMIT X'6162',X'',1}. */
    static XaId of(String sql) {
        var matcher = STATEMENT.matcher(sql);
        if (!matcher.matches()) {
            throw new IllegalStateException("no XA statement that servers log: " + sql);
        }
        var branch = matcher.group(3);
        return new XaId(
                matcher.group(1).toLowerCase(Locale.ROOT), branch == null ? "" : branch.toLowerCase(Locale.ROOT));
    }
}
