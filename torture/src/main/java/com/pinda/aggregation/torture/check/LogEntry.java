package com.pinda.aggregation.torture.check;

import org.jspecify.annotations.Nullable;

/** What memory holds of an expected record while a round lasts. */
final class LogEntry {

    private static final long NOWHERE = -1;

    final long spooled;
    final int transaction;

    /** The next one of the same key. */
    @Nullable LogEntry next;

    /** Its number within its transaction, as the topic tells it; 0 before it was found. */
    long totalOrder;

    private int partition;
    private long offset = NOWHERE;
    private long passedBy = NOWHERE;

    LogEntry(long spooled, int transaction) {
        this.spooled = spooled;
        this.transaction = transaction;
    }

    boolean isFound() {
        return offset != NOWHERE;
    }

    void found(PublishedChange change) {
        partition = change.at().partition();
        offset = change.at().offset();
        totalOrder = change.totalOrder();
    }

    /** Where it was found: partition@offset. */
    String foundAt() {
        return partition + "@" + offset;
    }

    /** A later change of the key was found before this one. */
    void passed(PublishedChange later) {
        if (passedBy == NOWHERE) {
            passedBy = later.at().offset();
        }
    }

    boolean wasPassed() {
        return passedBy != NOWHERE;
    }

    long passedBy() {
        return passedBy;
    }
}
