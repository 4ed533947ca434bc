/** Sends the changes of a batch and its checkpoint to Kafka in one transaction. */
@NullMarked
package com.pinda.aggregation.producer.publish;

import org.jspecify.annotations.NullMarked;
