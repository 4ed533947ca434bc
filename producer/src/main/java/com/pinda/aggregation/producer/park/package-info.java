/**
 * Keeps changes that cannot be published beside their topic, with what comes behind them, and publishes them once that
 * can be.
 */
@NullMarked
package com.pinda.aggregation.producer.park;

import org.jspecify.annotations.NullMarked;
