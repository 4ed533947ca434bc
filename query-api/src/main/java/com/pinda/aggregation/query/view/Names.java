package com.pinda.aggregation.query.view;

/** How columns are called in SQL and in answers. */
public final class Names {

    private Names() {}

    /** {@code senderName} for {@code sender_name}. */
    public static String property(String column) {
        var property = new StringBuilder(column.length());
        for (int i = 0; i < column.length(); i++) {
            var beginsWord = column.charAt(i) == '_' && i + 1 < column.length() && isOfWord(column.charAt(i + 1));
            property.append(beginsWord ? Character.toUpperCase(column.charAt(++i)) : column.charAt(i));
        }
        return property.toString();
    }

    private static boolean isOfWord(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
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
