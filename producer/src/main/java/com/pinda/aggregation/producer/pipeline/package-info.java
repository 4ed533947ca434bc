/** The path of a batch: capture, encode, publish, acknowledge; and what keeps it going. */
@NullMarked
package com.pinda.aggregation.producer.pipeline;

import org.jspecify.annotations.NullMarked;
