/** What must hold at the source before its binlog is read, checked once at start; each failure names its fix. */
@NullMarked
package com.pinda.aggregation.canal.preflight;

import org.jspecify.annotations.NullMarked;
