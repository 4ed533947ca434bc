package com.pinda.aggregation.producer.encode;

import com.pinda.aggregation.producer.capture.LogEvent;
import com.pinda.aggregation.producer.capture.TransactionCounts;

/** Tells readers of the topics where a source transaction begins and ends. */
public interface TransactionMarks {

    /** Tells nothing. */
    TransactionMarks NONE = new TransactionMarks() {
        @Override
        public void begin(LogEvent first, RecordSink sink) {
            // readers go by the checkpoints
        }

        @Override
        public void end(String id, TransactionCounts counts, long timeMs, RecordSink sink) {
            // likewise
        }
    };

    /**
     * A transaction has its first record.
     *
     * @param first the event of that record
     */
    void begin(LogEvent first, RecordSink sink);

    /**
     * A transaction with records ended.
     *
     * @param counts its records
     * @param timeMs commit time, milliseconds since the epoch
     */
    void end(String id, TransactionCounts counts, long timeMs, RecordSink sink);
}
