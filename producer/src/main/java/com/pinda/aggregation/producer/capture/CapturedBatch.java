package com.pinda.aggregation.producer.capture;

import com.google.protobuf.ByteString;
import java.util.List;

/**
 * Entries as canal sent them.
 *
 * @param id canal's number of the batch
 * @param entries one protobuf message each
 */
public record CapturedBatch(long id, List<ByteString> entries) {

    /** Nothing. */
    public static final CapturedBatch EMPTY = new CapturedBatch(-1, List.of());

    public boolean isEmpty() {
        return entries.isEmpty();
    }
}
