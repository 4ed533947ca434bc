/**
 * Rows of the binlog, written straight from their bytes into the bytes of canal's messages. canal itself makes a
 * builder, a message and several strings of each column, which is most of what a row costs.
 */
@NullMarked
package com.pinda.aggregation.canal.rows;

import org.jspecify.annotations.NullMarked;
