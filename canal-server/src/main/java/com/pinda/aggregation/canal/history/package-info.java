/** Which columns a table had at which binlog position, kept in a file beside the cursor. */
@NullMarked
package com.pinda.aggregation.canal.history;

import org.jspecify.annotations.NullMarked;
