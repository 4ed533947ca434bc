package com.pinda.aggregation.query.feed;

import org.apache.avro.Schema;

/**
 * The columns of a view.
 *
 * @param key the record of its key
 * @param row the record of its rows
 */
record Columns(Schema key, Schema row) {}
