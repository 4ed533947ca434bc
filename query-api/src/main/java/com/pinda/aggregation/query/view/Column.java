package com.pinda.aggregation.query.view;

/**
 * A column of a view.
 *
 * @param name in the view, as {@code sender_name}
 * @param type what its values are
 */
record Column(String name, Type type) {

    /** What values are, as far as an answer is concerned. */
    enum Type {
        TEXT,
        NUMBER,
        BOOLEAN,
        TIME,
        DAY,
        JSON
    }

    /** Its name in answers, as {@code senderName}. */
    String property() {
        return Names.property(name);
    }
}
