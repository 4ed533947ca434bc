package com.pinda.aggregation.query.order;

import com.pinda.aggregation.query.page.Join;

/** The order, as {@code o}, that a row belongs to by its {@code order_id}. */
public final class Orders {

    /** The order of the row {@code r}. */
    public static final Join OF_ROW = Join.to("pd_order", "SELECT 1 FROM pd_order o WHERE o.id = r.order_id");

    private Orders() {}
}
