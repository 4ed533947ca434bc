package com.pinda.aggregation.local.workload;

/** Hears of each order as it is placed. */
@FunctionalInterface
public interface OrderListener {

    /**
     * The row of {@code pd_oms.pd_order} was committed. Called on the thread of the workload, which waits meanwhile;
     * not called for orders that are rolled back.
     *
     * @param orderId its id
     * @param committedNanos {@link System#nanoTime()} right after the commit
     */
    void placed(String orderId, long committedNanos);
}
