/** REST over {@code pd_aggregation}. */
@NullMarked
package com.pinda.aggregation.query;

import org.jspecify.annotations.NullMarked;
