package com.pinda.aggregation.query.view;

import java.util.Locale;
import java.util.regex.Pattern;

/** How columns are called in SQL and in answers. */
public final class Names {

    private static final Pattern NEXT_WORD = Pattern.compile("_([a-z0-9])");

    private Names() {}

    /** {@code senderName} for {@code sender_name}. */
    public static String property(String column) {
        return NEXT_WORD.matcher(column).replaceAll(part -> part.group(1).toUpperCase(Locale.ROOT));
    }

    /** Whether what it names is an id, which is text whatever its type. */
    public static boolean isId(String column) {
        return column.equals("id") || column.endsWith("_id") || column.endsWith("_ids");
    }

    /** The name as SQL takes it. */
    static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
