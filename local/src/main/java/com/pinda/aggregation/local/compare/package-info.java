/** Compares the source tables with their copies, and views with their SELECT, row by row and column by column. */
@NullMarked
package com.pinda.aggregation.local.compare;

import org.jspecify.annotations.NullMarked;
