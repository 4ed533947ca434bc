package com.pinda.aggregation.torture.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds changes back until their transaction is committed. Of a long one only the first: what a binlog has beyond is
 * committed but for XA, and for a transaction that changes tables without transactions too.
 */
final class OpenTransactions {

    private static final int MOST_HELD_BACK = 10_000;

    private final List<LoggedChange> open = new ArrayList<>();
    private final Map<XaId, List<LoggedChange>> prepared = new HashMap<>();
    private @Nullable String gtid;
    private boolean isXa;
    private boolean handedOver;
    private int number;

    /** A transaction begins, or a statement that is one. */
    void gtid(@Nullable String id, boolean xa, LogHandler handler) {
        if (!open.isEmpty()) {
            handler.unchecked("the transaction of " + open.get(0).place() + " has no end in the binlog");
        }
        start();
        gtid = id;
        isXa = xa;
    }

    private void start() {
        open.clear();
        isXa = false;
        handedOver = false;
        number++;
    }

    @Nullable String gtid() {
        return gtid;
    }

    /** The transaction waits for XA COMMIT. */
    void holdBack() {
        isXa = true;
    }

    void add(LoggedChange change, LogHandler handler) {
        open.add(change);
        if (!isXa && open.size() > MOST_HELD_BACK) {
            handOver(open, handler);
            open.clear();
            handedOver = true;
        }
    }

    void commit(LogHandler handler) {
        handOver(open, handler);
        start();
    }

    private void handOver(List<LoggedChange> changes, LogHandler handler) {
        changes.forEach(change -> handler.change(change.inTransaction(number)));
    }

    void rollback(LogHandler handler) {
        if (handedOver) {
            handler.unchecked(
                    "a transaction of more than " + MOST_HELD_BACK + " changes was rolled back in the binlog");
        }
        start();
    }

    void prepare(XaId id) {
        prepared.put(id, List.copyOf(open));
        start();
    }

    void commitPrepared(XaId id, LogHandler handler) {
        var changes = prepared.remove(id);
        if (changes == null) {
            handler.unchecked("XA transaction " + id + " is committed in the binlog, but never prepared");
            return;
        }
        handOver(changes, handler);
        start();
    }

    void rollbackPrepared(XaId id) {
        prepared.remove(id);
        start();
    }
}
