package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.TableName;
import java.util.regex.Pattern;

/**
 * What a grant is on, as {@code SHOW GRANTS} writes it: {@code *.*}, the databases of a pattern ({@code `pd\_%`.*}), or
 * one table.
 */
record GrantScope(String text) {

    private static final Pattern NAMES = Pattern.compile("[`\"](.+)[`\"]\\.(?:(\\*)|[`\"](.+)[`\"])");
    private static final Pattern NAME = Pattern.compile("[\\w$-]+");

    /** Whether it is on everything. */
    boolean isGlobal() {
        return text.equals("*.*");
    }

    /**
     * Whether it is on all that a part of the filter names.
     *
     * @param database the database's name
     * @param tables the table's name, or a regular expression of names: then it must be on the whole database
     */
    boolean covers(String database, String tables) {
        if (isGlobal()) {
            return true;
        }
        var names = NAMES.matcher(text);
        if (!names.matches()) {
            return false; // on a routine
        }
        return names.group(2) != null
                ? like(names.group(1)).matcher(database).matches()
                : names.group(1).equals(database)
                        && names.group(3).equals(tables)
                        && NAME.matcher(tables).matches();
    }

    /** Whether it is on a table. */
    boolean covers(TableName table) {
        var names = NAMES.matcher(text);
        if (names.matches() && names.group(3) != null) {
            return names.group(1).equals(table.database()) && names.group(3).equals(table.table());
        }
        return covers(table.database(), table.table());
    }

    /** {@code %} stands for any characters and {@code _} for one, unless a backslash is before it. */
    private static Pattern like(String pattern) {
        var regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            var c = pattern.charAt(i);
            if (c == '%') {
                regex.append(".*");
            } else if (c == '_') {
                regex.append('.');
            } else {
                if (c == '\\' && i + 1 < pattern.length()) {
                    i++;
                }
                regex.append(Pattern.quote(pattern.substring(i, i + 1)));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
