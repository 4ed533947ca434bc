package com.pinda.aggregation.producer.publish;

/** What becomes of a change that cannot be published. */
public enum OnBadChange {
    /** It is kept beside its topic, with what comes behind it of its key or table; the rest goes on. */
    PARK,
    /** Nothing is published any more until a person has acted. */
    STOP
}
