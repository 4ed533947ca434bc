/** The database whose binlog is read: connections that know its dialect, its positions and table definitions. */
@NullMarked
package com.pinda.aggregation.canal.source;

import org.jspecify.annotations.NullMarked;
