/** Turns a row change into the Avro bytes of its key and value, one class per rule. */
@NullMarked
package com.pinda.aggregation.producer.encode;

import org.jspecify.annotations.NullMarked;
