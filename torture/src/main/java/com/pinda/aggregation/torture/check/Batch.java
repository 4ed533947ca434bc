package com.pinda.aggregation.torture.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka transaction of the producer, as its checkpoint tells it.
 *
 * @param at where the checkpoint stands
 * @param position comparable position of its end
 * @param complete whether its last source transaction is whole
 * @param unfinished id of the source transaction that goes on in the next batch; null where complete
 * @param ends where each partition ends that it touched: the offset after its last record
 */
record Batch(
        RecordPlace at,
        long position,
        boolean complete,
        @Nullable String unfinished,
        List<RecordPlace> ends) {}
