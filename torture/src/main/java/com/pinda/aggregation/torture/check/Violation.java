package com.pinda.aggregation.torture.check;

/**
 * A difference between what is promised and what was found.
 *
 * @param kind what is broken
 * @param sentence table, key, place in the binlog, topic-partition@offset, column and both values, as far as they apply
 */
public record Violation(Kind kind, String sentence) {

    /** What is broken. */
    public enum Kind {
        /** A committed change is in no topic. */
        MISSING,
        /** A change is in its topic more than once. */
        DOUBLE,
        /** A record tells of a change that the source never committed. */
        NOT_COMMITTED,
        /** Two changes of a key are not in the source's order. */
        ORDER,
        /** A record is not in its key's partition. */
        PARTITION,
        /** A position is not that of its place, or goes back within a partition. */
        POSITION,
        /** A record's value is not the binlog's. */
        VALUE,
        /** A before image is not the key's last after image. */
        CHAIN,
        /** A delete without tombstone behind it, or a tombstone without delete before it. */
        TOMBSTONE,
        /** A source transaction is in several Kafka transactions and was not marked as unfinished. */
        CUT,
        /** Changes of one source transaction have several ids, or those of several have one. */
        TRANSACTION,
        /** The numbers within a source transaction have a hole, or are not in order. */
        NUMBER,
        /** The begin or the end of a source transaction is missing, doubled, misplaced or counts otherwise. */
        MARK,
        /** A checkpoint is missing, goes back, or leaves a transaction unfinished for ever. */
        CHECKPOINT,
        /** A record cannot be read. */
        UNREADABLE,
        /** A row's copy is missing. */
        COPY_MISSING,
        /** A copy has a row that its source has not. */
        COPY_SURPLUS,
        /** A copy has another value than its source. */
        COPY_VALUE,
        /** A view lacks a row that its SELECT has over the source, or has one too many. */
        VIEW_ROW,
        /** A row of a view is not as its SELECT gives it over the source. */
        VIEW_VALUE,
        /** Something could not be compared as it was asked for. */
        UNCHECKED,
    }

    @Override
    public String toString() {
        return kind + ": " + sentence;
    }
}
