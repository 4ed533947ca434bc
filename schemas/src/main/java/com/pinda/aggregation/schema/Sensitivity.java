package com.pinda.aggregation.schema;

import java.util.Locale;

/** Who may see a column; written into the schema as the field property {@code sensitivity}. */
public enum Sensitivity {
    /** Anybody who may read the topic. */
    NONE,
    /** Names a person, or leads to one: names, phones, addresses. */
    PERSONAL,
    /** Must not be shown to anybody. */
    SECRET;

    /** The text in the schema. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
