/** Applies the topics to the database {@code pd_aggregation}. */
@NullMarked
package com.pinda.aggregation.consumer;

import org.jspecify.annotations.NullMarked;
