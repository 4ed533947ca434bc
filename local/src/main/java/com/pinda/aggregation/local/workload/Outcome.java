package com.pinda.aggregation.local.workload;

/** How an order ended. */
public enum Outcome {
    /** Delivered and signed for. */
    SIGNED,
    /** Refused at the door. */
    REFUSED,
    /** Cancelled by the customer before pickup. */
    CANCELLED,
    /** Stuck for ever, since a process died in the middle of a step. */
    ABANDONED
}
