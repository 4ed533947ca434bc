/** Readers that are not ours, from Kafka Connect, on the topics as they are published. */
@NullMarked
package com.pinda.aggregation.interop;

import org.jspecify.annotations.NullMarked;
