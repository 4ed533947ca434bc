package com.pinda.aggregation.consumer.view.graph;

/** Names as they are in SQL. */
final class Names {

    private Names() {}

    static String plain(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1).replace("``", "`") : name;
    }
}
