/**
 * Compares the source's binlog, the topics and the copies at a quiet point, and tells every difference. It reads the
 * binlog with a library of its own and works out the expected values itself, so that it shares no mistake with the path
 * it checks.
 */
@NullMarked
package com.pinda.aggregation.torture.check;

import org.jspecify.annotations.NullMarked;
