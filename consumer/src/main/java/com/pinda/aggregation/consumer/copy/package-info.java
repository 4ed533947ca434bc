/**
 * Copies of the source's tables: each poll of the table topics becomes one database transaction of guarded upserts and
 * deletes, and of how far each partition was applied.
 */
@NullMarked
package com.pinda.aggregation.consumer.copy;

import org.jspecify.annotations.NullMarked;
