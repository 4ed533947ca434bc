/** A launchable canal server: reads the binlog of one source and serves its changes over TCP. */
@NullMarked
package com.pinda.aggregation.canal;

import org.jspecify.annotations.NullMarked;
