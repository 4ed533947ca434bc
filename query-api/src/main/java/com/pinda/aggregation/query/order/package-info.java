/** Conditions on the order that a row belongs to. */
@NullMarked
package com.pinda.aggregation.query.order;

import org.jspecify.annotations.NullMarked;
