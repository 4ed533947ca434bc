/** The embedded stack as child processes of one launcher, and the TMS workload that runs on it. */
@NullMarked
package com.pinda.aggregation.local;

import org.jspecify.annotations.NullMarked;
