/** The life of orders in the TMS, played on simulated time as the statements that its services send. */
@NullMarked
package com.pinda.aggregation.local.workload;

import org.jspecify.annotations.NullMarked;
