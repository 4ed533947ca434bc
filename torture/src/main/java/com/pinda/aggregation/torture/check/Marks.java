package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Begin and end of each source transaction of one round: each once, around its records, with their number. */
final class Marks {

    private final Map<String, Mark> begins = new HashMap<>();
    private final Map<String, Mark> ends = new HashMap<>();
    private final Batches batches;
    private final Violations violations;

    Marks(Batches batches, Violations violations) {
        this.batches = batches;
        this.violations = violations;
    }

    void add(Mark mark) {
        var before = (mark.end() ? ends : begins).putIfAbsent(mark.transaction(), mark);
        if (before != null) {
            violations.add(
                    Kind.MARK,
                    (mark.end() ? "the end" : "the begin") + " of transaction " + mark.transaction() + " is told at "
                            + before.at() + " and at " + mark.at());
        }
    }

    /**
     * Compares them with the records of a transaction.
     *
     * @param firstBatch the first batch with one of them
     * @param lastBatch the last one
     */
    void check(String id, long records, Map<String, Long> tables, int firstBatch, int lastBatch) {
        var begin = begins.remove(id);
        if (begin == null) {
            violations.add(Kind.MARK, "the begin of transaction " + id + " is not told");
        } else if (batches.of(begin.at()) > firstBatch) {
            violations.add(Kind.MARK, "the begin of transaction " + id + " at " + begin.at() + " comes behind changes");
        }
        var end = ends.remove(id);
        if (end == null) {
            violations.add(Kind.MARK, "the end of transaction " + id + " is not told");
            return;
        }
        if (batches.of(end.at()) < lastBatch) {
            violations.add(
                    Kind.MARK, "the end of transaction " + id + " at " + end.at() + " comes before its last part");
        }
        if (end.records() != records || !end.tables().equals(tables)) {
            violations.add(
                    Kind.MARK,
                    "the end of transaction " + id + " at " + end.at() + " tells of " + end.records() + " records, "
                            + new TreeMap<>(end.tables()) + ", but the topics have " + records + ", "
                            + new TreeMap<>(tables));
        }
    }

    /** All that was not compared is of transactions without records. */
    void finish() {
        begins.values().forEach(this::withoutRecords);
        ends.values().forEach(this::withoutRecords);
    }

    private void withoutRecords(Mark mark) {
        violations.add(Kind.MARK, mark.at() + " tells of transaction " + mark.transaction() + ", which has no records");
    }
}
