package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Matches the records of one round with the log: each change once, in the log's order per key, with the log's values.
 * First everything that was logged, then everything that was published, then {@link #finish}.
 */
final class Expectations {

    private final Map<TableId, Table> tables;
    private final Spool spool;
    private final Violations violations;
    private final List<LogEntry> entries = new ArrayList<>();
    private final Map<Digest, KeyQueue> queues = new HashMap<>();

    Expectations(Map<TableId, Table> tables, Spool spool, Violations violations) {
        this.tables = tables;
        this.spool = spool;
        this.violations = violations;
    }

    void logged(LoggedChange change) {
        var table = table(change.table());
        var before = change.before();
        var after = change.after();
        if (table.byChain() || before == null || after == null) {
            var row = after == null ? before : after;
            expect(change, change.operation(), row == null ? null : key(table, row), before, after, null);
            return;
        }
        if (table.isPartial() && before.equals(after)) {
            return; // it touches no captured column
        }
        var oldKey = key(table, before);
        var newKey = key(table, after);
        if (oldKey == null || oldKey.equals(newKey)) {
            expect(change, Operation.UPDATE, newKey, before, after, null);
        } else {
            expect(change, Operation.DELETE, oldKey, before, null, newKey);
            expect(change, Operation.CREATE, newKey, null, after, oldKey);
        }
    }

    private Table table(TableId id) {
        var table = tables.get(id);
        if (table == null) {
            throw new IllegalArgumentException(id + " is not checked");
        }
        return table;
    }

    private static @Nullable Row key(Table table, Row row) {
        var columns = table.key();
        return columns.isEmpty() ? null : row.only(columns);
    }

    private void expect(
            LoggedChange change,
            Operation operation,
            @Nullable Row key,
            @Nullable Row before,
            @Nullable Row after,
            @Nullable Row otherKey) {
        var expected =
                new Expected(change.place(), change.gtid(), change.table(), operation, key, before, after, otherKey);
        var entry = new LogEntry(spool.write(expected), change.transaction());
        entries.add(entry);
        var queue = table(change.table()).byChain()
                ? Digest.of(change.table(), change.place())
                : Digest.of(change.table(), key);
        queues.computeIfAbsent(queue, q -> new KeyQueue()).add(entry);
    }

    /** Finds the log's change that a record tells; null where there is none. */
    @Nullable LogEntry published(PublishedChange change) {
        var byChain = table(change.table()).byChain();
        var queue = queues.get(
                byChain ? Digest.of(change.table(), change.place()) : Digest.of(change.table(), change.key()));
        if (queue == null) {
            notLogged(change);
            return null;
        }
        return byChain ? findPlace(queue, change) : find(queue, change);
    }

    private void notLogged(PublishedChange change) {
        violations.add(Kind.NOT_COMMITTED, change + ": the binlog that is new since the last check has no such change");
    }

    private @Nullable LogEntry find(KeyQueue queue, PublishedChange change) {
        for (var entry = queue.pending(); entry != null; entry = entry.next) {
            if (!entry.isFound()) {
                var expected = spool.read(entry.spooled);
                if (expected.isToldBy(change)) {
                    take(queue, entry, expected, change);
                    return entry;
                }
            }
        }
        missed(queue, change);
        return null;
    }

    private void take(KeyQueue queue, LogEntry entry, Expected expected, PublishedChange change) {
        for (var skipped = queue.pending(); skipped != null && skipped != entry; skipped = skipped.next) {
            if (!skipped.isFound()) {
                skipped.passed(change);
            }
        }
        if (entry.wasPassed()) {
            violations.add(
                    Kind.ORDER, change + " comes after offset " + entry.passedBy() + ", a later change of its key");
        }
        entry.found(change);
        compare("before", expected.before(), change.before(), change);
        compare("after", expected.after(), change.after(), change);
        compare("the header with the other key", expected.otherKey(), change.otherKey(), change);
        var gtid = change.gtid();
        if (gtid != null && !gtid.equals(expected.gtid())) {
            violations.add(
                    Kind.VALUE,
                    change + ": gtid is " + expected.gtid() + " in the binlog and " + gtid + " in the topic");
        }
    }

    private void compare(String what, @Nullable Row logged, @Nullable Row published, PublishedChange change) {
        if (logged == null || published == null) {
            if (logged != null || published != null) {
                violations.add(
                        Kind.VALUE,
                        change + ": " + what + " is " + (logged == null ? "nothing" : logged) + " in the binlog and "
                                + (published == null ? "nothing" : published) + " in the topic");
            }
            return;
        }
        for (var difference : logged.differences(published, "the binlog", "the topic")) {
            violations.add(Kind.VALUE, change + ": " + what + ": " + difference);
        }
    }

    private void missed(KeyQueue queue, PublishedChange change) {
        for (var entry = queue.first(); entry != null; entry = entry.next) {
            if (entry.isFound() && spool.read(entry.spooled).isToldBy(change)) {
                violations.add(Kind.DOUBLE, change + " was told before at " + entry.foundAt());
                return;
            }
        }
        notLogged(change);
    }

    /** An update may be told in two halves, and nobody knows the columns of the log's key: its create ends it. */
    private @Nullable LogEntry findPlace(KeyQueue queue, PublishedChange change) {
        var isHalf = change.otherKey() != null;
        for (var entry = queue.pending(); entry != null; entry = entry.next) {
            var operation = spool.read(entry.spooled).operation();
            if (!entry.isFound() && operation == (isHalf ? Operation.UPDATE : change.operation())) {
                if (!isHalf || change.operation() == Operation.CREATE) {
                    entry.found(change);
                }
                return entry;
            }
        }
        missedPlace(queue, change);
        return null;
    }

    private void missedPlace(KeyQueue queue, PublishedChange change) {
        var told = queue.first();
        if (told != null && told.isFound()) {
            violations.add(Kind.DOUBLE, change + " was told before at " + told.foundAt());
        } else {
            notLogged(change);
        }
    }

    /** Tells what was logged and never found, and where the numbers of a transaction are not in the log's order. */
    void finish() {
        LogEntry before = null;
        for (var entry : entries) {
            if (!entry.isFound()) {
                violations.add(Kind.MISSING, spool.read(entry.spooled) + " is in no topic");
                continue;
            }
            if (before != null && before.transaction == entry.transaction && entry.totalOrder <= before.totalOrder) {
                violations.add(
                        Kind.NUMBER,
                        spool.read(entry.spooled) + " at " + entry.foundAt() + ": total_order " + entry.totalOrder
                                + ", but the change before it in the binlog has " + before.totalOrder);
            }
            before = entry;
        }
    }
}
