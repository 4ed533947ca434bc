/**
 * Reading and writing records as every Confluent-style tool does: a zero byte, four bytes of schema id, then Avro's
 * binary encoding; schemas are kept in a registry with the Confluent API. And what to tell a person of a server that
 * does not answer.
 */
@NullMarked
package com.pinda.aggregation.schema.wire;

import org.jspecify.annotations.NullMarked;
