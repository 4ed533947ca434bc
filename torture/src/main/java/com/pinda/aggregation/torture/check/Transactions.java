package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The source transactions of one round: numbers without holes, and whole, or marked as unfinished. */
final class Transactions {

    private static final int NOT_LOGGED = -1;
    private static final long MOST_CHANGES = 100_000_000;

    /** What the topics tell of one transaction. */
    private static final class State {
        final BitSet numbers = new BitSet();
        final Map<TableId, BitSet> tableNumbers = new HashMap<>();
        int logged = NOT_LOGGED;
        int firstBatch = Integer.MAX_VALUE;
        int lastBatch = -1;
        boolean isStrange;
    }

    private final Map<String, State> states = new LinkedHashMap<>();
    private final Map<Integer, String> ids = new HashMap<>();
    private final Batches batches;
    private final Violations violations;
    private @Nullable Marks marks;

    Transactions(Batches batches, Violations violations) {
        this.batches = batches;
        this.violations = violations;
    }

    /**
     * Takes a record.
     *
     * @param entry the log's change that it tells; null where there is none
     */
    void published(PublishedChange change, @Nullable LogEntry entry) {
        var state = states.computeIfAbsent(change.transaction(), id -> new State());
        count(change, change.totalOrder(), "total_order", state.numbers, state);
        count(
                change,
                change.tableOrder(),
                "data_collection_order",
                state.tableNumbers.computeIfAbsent(change.table(), table -> new BitSet()),
                state);
        var batch = batches.of(change.at());
        if (batch == Batches.NONE) {
            violations.add(Kind.CHECKPOINT, change + " is in no checkpoint's batch");
        } else {
            state.firstBatch = Math.min(state.firstBatch, batch);
            state.lastBatch = Math.max(state.lastBatch, batch);
        }
        if (entry != null) {
            identify(change, entry, state);
        }
    }

    private void count(PublishedChange change, long number, String name, BitSet numbers, State state) {
        if (number < 1 || number > MOST_CHANGES) {
            violations.add(Kind.NUMBER, change + ": " + name + " is " + number);
            state.isStrange = true;
        } else if (numbers.get((int) number)) {
            violations.add(
                    Kind.NUMBER,
                    change + ": " + name + " " + number + " is twice in transaction " + change.transaction());
        } else {
            numbers.set((int) number);
        }
    }

    private void identify(PublishedChange change, LogEntry entry, State state) {
        var id = ids.putIfAbsent(entry.transaction, change.transaction());
        if (id != null && !id.equals(change.transaction())) {
            violations.add(
                    Kind.TRANSACTION,
                    change + " has transaction id " + change.transaction() + ", others of its transaction have " + id);
        } else if (state.logged != NOT_LOGGED && state.logged != entry.transaction) {
            violations.add(
                    Kind.TRANSACTION,
                    change + " has transaction id " + change.transaction()
                            + ", which changes of another transaction have too");
        }
        state.logged = entry.transaction;
    }

    /** The topic of transactions is to be compared too. */
    void compareWith(Marks told) {
        marks = told;
    }

    void finish() {
        states.forEach((id, state) -> {
            whole(id, state);
            marked(id, state);
            withoutHoles(id, "total_order", state.numbers, state);
            state.tableNumbers.forEach(
                    (table, numbers) -> withoutHoles(id, "data_collection_order of " + table, numbers, state));
        });
        if (marks != null) {
            marks.finish();
        }
        var last = batches.last();
        if (last != null && !last.complete()) {
            violations.add(
                    Kind.CHECKPOINT,
                    "the last checkpoint at " + last.at() + " says that transaction " + last.unfinished()
                            + " goes on, but the source is quiet");
        }
    }

    private void marked(String id, State state) {
        if (marks != null) {
            var tables = new HashMap<String, Long>();
            state.tableNumbers.forEach((table, numbers) -> tables.put(table.toString(), (long) numbers.cardinality()));
            marks.check(id, state.numbers.cardinality(), tables, state.firstBatch, state.lastBatch);
        }
    }

    private void whole(String id, State state) {
        for (int i = state.firstBatch; i < state.lastBatch; i++) {
            var batch = batches.get(i);
            if (batch.complete() || !id.equals(batch.unfinished())) {
                violations.add(
                        Kind.CUT,
                        "transaction " + id + " is in several batches, but the checkpoint at " + batch.at() + " says "
                                + (batch.complete()
                                        ? "that all before it is whole"
                                        : "that " + batch.unfinished() + " goes on"));
            }
        }
    }

    private void withoutHoles(String id, String name, BitSet numbers, State state) {
        var hole = numbers.nextClearBit(1);
        if (!state.isStrange && hole < numbers.length()) {
            violations.add(
                    Kind.NUMBER,
                    "transaction " + id + ": " + name + " " + hole + " is missing, the largest is "
                            + (numbers.length() - 1));
        }
    }
}
