package com.pinda.aggregation.schema;

import org.apache.avro.Schema;

/** The Avro schemas of the transaction topic, named and shaped as Debezium's. */
public final class TransactionSchemas {

    private static final Schema KEY = FixedSchema.parse("transaction-key.avsc");
    private static final Schema VALUE = FixedSchema.parse("transaction-value.avsc");

    private TransactionSchemas() {}

    /** The id of a source transaction. */
    public static Schema key() {
        return KEY;
    }

    /** The begin or the end of a source transaction: status, id, event_count, data_collections, ts_ms. */
    public static Schema value() {
        return VALUE;
    }
}
