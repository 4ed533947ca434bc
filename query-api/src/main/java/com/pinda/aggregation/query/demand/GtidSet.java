package com.pinda.aggregation.query.demand;

import java.util.List;

/** Transactions by their GTIDs, as one kind of server writes them. */
interface GtidSet {

    /**
     * Whether all of them were executed, as each of some captures tells: those that know of a transaction's origin must
     * all have it, and one must know.
     *
     * @param executed executed sets as their servers write them; those of another kind of server know nothing
     */
    boolean isWithin(List<String> executed);
}
