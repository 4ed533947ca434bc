package com.pinda.aggregation.consumer.view.topic;

import com.pinda.aggregation.schema.Operation;
import org.jspecify.annotations.Nullable;

/** What became of a row. Its values are as the server shows them, in the order of the view's columns. */
final class Change {

    private final Operation operation;
    private final String key;
    private final byte @Nullable [] @Nullable [] before;
    private final byte @Nullable [] @Nullable [] after;

    /**
     * A change.
     *
     * @param key the row's key as JSON
     * @param before null where there was no row, or it is not told
     * @param after null where the row is gone
     */
    Change(
            Operation operation,
            String key,
            byte @Nullable [] @Nullable [] before,
            byte @Nullable [] @Nullable [] after) {
        this.operation = operation;
        this.key = key;
        this.before = before;
        this.after = after;
    }

    Operation operation() {
        return operation;
    }

    String key() {
        return key;
    }

    byte @Nullable [] @Nullable [] before() {
        return before;
    }

    byte @Nullable [] @Nullable [] after() {
        return after;
    }
}
