package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.Cause;
import com.pinda.aggregation.consumer.deadletter.ParkedRecord;
import com.pinda.aggregation.consumer.deadletter.ParkedRecord.State;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of a batch that is not applied.
 *
 * @param failure why; null where it only comes after another of its key that is not applied
 * @param behind which one it comes after, for a person to read
 */
record Held(ConsumerRecord<byte[], byte[]> record, @Nullable BadChangeException failure, String behind) {

    static Held behind(ConsumerRecord<byte[], byte[]> record, String other) {
        return new Held(record, null, other);
    }

    /** The first of these records is bad, the others are of its key and come after it. */
    static List<Held> from(List<ConsumerRecord<byte[], byte[]>> records, BadChangeException failure) {
        var held = new ArrayList<Held>(records.size());
        held.add(new Held(records.get(0), failure, ""));
        records.subList(1, records.size()).forEach(record -> held.add(behind(record, "offset " + failure.offset())));
        return held;
    }

    /** Why it is not applied, as what stops its partition in front of it. */
    BadChangeException asFailure() {
        return failure == null
                ? new BadChangeException(record, Cause.Stage.TASK_PUT, "it waits behind " + behind, null)
                : failure;
    }

    ParkedRecord parked() {
        return failure == null
                ? new ParkedRecord(record, RecordKey.hashed(record), State.BEHIND, Cause.behind(behind))
                : new ParkedRecord(record, RecordKey.hashed(record), State.BAD, failure.asCause());
    }
}
