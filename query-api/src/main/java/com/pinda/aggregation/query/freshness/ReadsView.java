package com.pinda.aggregation.query.freshness;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which view a controller's method reads, so that what a caller demands of its freshness is met before. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ReadsView {

    /** The view's name, as {@code agg_waybill}. */
    String value();
}
