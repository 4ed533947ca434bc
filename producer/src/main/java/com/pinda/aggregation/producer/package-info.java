/** Follows canal and publishes every committed change to Kafka, exactly once and in order. */
@NullMarked
package com.pinda.aggregation.producer;

import org.jspecify.annotations.NullMarked;
