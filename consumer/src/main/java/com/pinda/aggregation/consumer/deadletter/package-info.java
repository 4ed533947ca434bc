/**
 * Records that cannot be applied, and those that wait behind them: kept in the target database, where they are tried
 * again from, and published to dead letter topics for other tools to see.
 */
@NullMarked
package com.pinda.aggregation.consumer.deadletter;

import org.jspecify.annotations.NullMarked;
