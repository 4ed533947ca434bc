package com.pinda.aggregation.torture.fault;

/** Something that goes wrong, and is mended again. */
public interface Fault {

    /** In a few words, one line. */
    String name();

    /**
     * Makes it happen.
     *
     * @return whether it took place: a point of the protocol may not be reached in time
     */
    boolean inflict();

    /** Mends it, also where it did not take place. What has ended runs again, though it may not be up yet. */
    void heal();
}
