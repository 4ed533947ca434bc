/** Driver jobs, for the back office and for the driver's app. */
@NullMarked
package com.pinda.aggregation.query.driverjob;

import org.jspecify.annotations.NullMarked;
