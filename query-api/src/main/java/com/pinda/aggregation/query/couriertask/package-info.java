/** Pickup and delivery tasks, for the back office and for the courier's app. */
@NullMarked
package com.pinda.aggregation.query.couriertask;

import org.jspecify.annotations.NullMarked;
