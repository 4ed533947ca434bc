package com.pinda.aggregation.torture.types;

import org.jspecify.annotations.Nullable;

/**
 * One value of a column.
 *
 * @param sql an expression that gives it in the source
 * @param topic what the topic has, by the docs of the topics; bytes as {@code 0x…}
 * @param copy what the copy shows; null for NULL
 * @param raw the text in a header of the record, where the topic and the copy have NULL and the source has not
 */
record Value(
        String sql,
        @Nullable Object topic,
        @Nullable String copy,
        @Nullable String raw) {

    static Value of(String sql, Object topic, String copy) {
        return new Value(sql, topic, copy, null);
    }

    /** A zero, partial or impossible date, which Avro's types cannot hold. */
    static Value noDate(String text) {
        return new Value("'" + text + "'", null, null, text);
    }
}
