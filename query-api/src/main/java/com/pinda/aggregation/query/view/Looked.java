package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.freshness.Stand;

/**
 * What was read of a view.
 *
 * @param stand how far the view was, at least
 */
record Looked<T>(Stand stand, T found) {}
