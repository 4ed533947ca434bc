package com.pinda.aggregation.query.page;

/**
 * The table whose rows a page lists, as {@code r}.
 *
 * @param table its name; the copy has a {@code create_time} and an {@code id}
 * @param select a SELECT of the item's columns from it, up to and with its FROM
 * @param item record made of each row, by column name
 */
public record Root<T>(String table, String select, Class<T> item) {

    String count() {
        return "SELECT COUNT(*) FROM " + table + " r";
    }
}
