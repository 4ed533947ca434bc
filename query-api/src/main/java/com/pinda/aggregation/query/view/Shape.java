package com.pinda.aggregation.query.view;

import java.util.List;

/**
 * The columns of a view.
 *
 * @param view its name
 * @param key the columns that tell its rows apart
 * @param columns all that an answer may show, in the view's order
 */
record Shape(String view, List<String> key, List<Column> columns) {

    Shape {
        key = List.copyOf(key);
        columns = List.copyOf(columns);
    }
}
