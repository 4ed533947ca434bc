package com.pinda.aggregation.query.freshness;

/**
 * A partition that is followed: of a copy's topic, or of a view's refresh topic.
 *
 * @param name the copy, or the lane of the view
 */
record Part(String name, int partition) {}
