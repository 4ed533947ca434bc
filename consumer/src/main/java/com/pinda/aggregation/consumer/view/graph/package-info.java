/**
 * Reads a view's SELECT as a graph of the tables that it uses: which of their columns matter, and by which equalities a
 * row of each leads to the keys of the view.
 */
@NullMarked
package com.pinda.aggregation.consumer.view.graph;

import org.jspecify.annotations.NullMarked;
