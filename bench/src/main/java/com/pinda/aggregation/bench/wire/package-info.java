/** What one record costs those who write and read the topics with module {@code schemas}. */
@NullMarked
package com.pinda.aggregation.bench.wire;

import org.jspecify.annotations.NullMarked;
