package com.pinda.aggregation.query.view;

import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param items the rows, a JSON array
 * @param next the cursor to the next page; null where there is none
 */
record ListPage(String items, @Nullable String next) {}
