package com.pinda.aggregation.local.stack;

import java.util.regex.Pattern;

/** A table of the source, written {@code database.table}. */
record TableName(String database, String name) {
    // as in topic names and in canal's filter, where other characters would need care
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]+)\\.([A-Za-z0-9_-]+)");

    static TableName parse(String text) {
        var matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a table, written database.table: " + text);
        }
        return new TableName(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return database + "." + name;
    }
}
