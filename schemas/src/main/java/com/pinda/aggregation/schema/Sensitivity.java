package com.pinda.aggregation.schema;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Who may see a column; written into the schema as the field property {@code sensitivity}. */
public enum Sensitivity {
    /** Anybody who may read the topic. */
    NONE,
    /** Names a person, or leads to one: names, phones, addresses. */
    PERSONAL,
    /** Must not be shown to anybody. */
    SECRET;

    /**
     * Reads the text in the schema.
     *
     * @param text null where there is none
     * @throws IllegalArgumentException where it is no sensitivity
     */
    public static Sensitivity of(@Nullable String text) {
        return text == null ? NONE : valueOf(text.toUpperCase(Locale.ROOT));
    }

    /** The text in the schema. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
