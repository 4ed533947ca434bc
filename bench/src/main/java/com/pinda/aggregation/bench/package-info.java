/** End-to-end load and hot-path benchmarks; prints figures, asserts nothing. */
@NullMarked
package com.pinda.aggregation.bench;

import org.jspecify.annotations.NullMarked;
