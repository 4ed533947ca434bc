package com.pinda.aggregation.query.page;

import org.jspecify.annotations.Nullable;

/** What the body of every list request has beside its filters. */
public interface PageQuery {

    /** Which page, from 1 on; null for the first. */
    @Nullable Integer page();

    /** Items in a page, from 1 on; null for 10. */
    @Nullable Integer pageSize();
}
