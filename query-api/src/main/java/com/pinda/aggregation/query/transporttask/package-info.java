/** Transport tasks, for the back office. */
@NullMarked
package com.pinda.aggregation.query.transporttask;

import org.jspecify.annotations.NullMarked;
