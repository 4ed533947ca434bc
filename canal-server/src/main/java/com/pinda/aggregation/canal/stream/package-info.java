/** The canal instance: reads the binlog, maps rows by the definition of their time, keeps the acknowledged cursor. */
@NullMarked
package com.pinda.aggregation.canal.stream;

import org.jspecify.annotations.NullMarked;
