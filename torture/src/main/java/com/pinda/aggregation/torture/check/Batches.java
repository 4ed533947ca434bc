package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The batches of one round, and which record is in which. */
final class Batches {

    private record Partition(String topic, int number) {}

    /** The end offsets of one partition, growing, and whose they are. */
    private static final class Ends {
        final List<Long> offsets = new ArrayList<>();
        final List<Integer> batches = new ArrayList<>();
    }

    /** No batch holds the record. */
    static final int NONE = -1;

    private final List<Batch> batches = new ArrayList<>();
    private final Map<Partition, Ends> ends = new HashMap<>();
    private final Violations violations;

    Batches(Violations violations) {
        this.violations = violations;
    }

    void add(Batch batch) {
        var before = batches.isEmpty() ? null : batches.get(batches.size() - 1);
        if (before != null && batch.position() < before.position()) {
            violations.add(
                    Kind.CHECKPOINT,
                    "the checkpoint at " + batch.at() + " goes back from position " + before.position() + " to "
                            + batch.position());
        }
        for (var end : batch.ends()) {
            var known = ends.computeIfAbsent(new Partition(end.topic(), end.partition()), p -> new Ends());
            var last = known.offsets.isEmpty() ? -1 : known.offsets.get(known.offsets.size() - 1);
            if (end.offset() <= last) {
                violations.add(
                        Kind.CHECKPOINT,
                        "the checkpoint at " + batch.at() + " ends at " + end + ", an earlier one at " + last);
            } else {
                known.offsets.add(end.offset());
                known.batches.add(batches.size());
            }
        }
        batches.add(batch);
    }

    /** Which batch holds a record, {@link #NONE} where no checkpoint tells of it. */
    int of(RecordPlace at) {
        var known = ends.get(new Partition(at.topic(), at.partition()));
        if (known == null) {
            return NONE;
        }
        var found = Collections.binarySearch(known.offsets, at.offset() + 1);
        var index = found >= 0 ? found : -found - 1;
        return index < known.offsets.size() ? known.batches.get(index) : NONE;
    }

    Batch get(int number) {
        return batches.get(number);
    }

    @Nullable Batch last() {
        return batches.isEmpty() ? null : batches.get(batches.size() - 1);
    }
}
