/**
 * Values as MySQL and MariaDB write them, turned into Avro's binary encoding: what the producer does with canal's text
 * and the consumer with the rows of views.
 */
@NullMarked
package com.pinda.aggregation.schema.value;

import org.jspecify.annotations.NullMarked;
