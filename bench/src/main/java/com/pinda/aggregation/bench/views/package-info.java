/** What views cost: refreshes a second, latency, wide changes, rebuilds, and the REST pages that read them. */
@NullMarked
package com.pinda.aggregation.bench.views;

import org.jspecify.annotations.NullMarked;
