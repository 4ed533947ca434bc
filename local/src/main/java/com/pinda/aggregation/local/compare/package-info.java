/** Compares the source tables with their copies, row by row and column by column. */
@NullMarked
package com.pinda.aggregation.local.compare;

import org.jspecify.annotations.NullMarked;
