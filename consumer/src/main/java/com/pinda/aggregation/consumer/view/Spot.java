package com.pinda.aggregation.consumer.view;

import java.util.Comparator;

/** A partition of one of a view's refresh topics. */
record Spot(String view, Lane lane, int partition) {

    /** The order in which rows are locked. */
    static final Comparator<Spot> ORDER =
            Comparator.comparing(Spot::view).thenComparing(Spot::lane).thenComparingInt(Spot::partition);
}
