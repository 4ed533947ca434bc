/** Waybills, for the back office. */
@NullMarked
package com.pinda.aggregation.query.waybill;

import org.jspecify.annotations.NullMarked;
