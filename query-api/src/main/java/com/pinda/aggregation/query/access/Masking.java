package com.pinda.aggregation.query.access;

import org.springframework.stereotype.Component;

/** What the present caller may see of a view's columns. */
@Component
public class Masking {

    /** What is to be done to the values of a view before the present caller sees them. */
    public Mask of(String view) {
        return Mask.NONE;
    }
}
