package com.pinda.aggregation.local.workload;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction over several databases as Seata's AT mode leaves it in the log: each branch is committed at once,
 * together with a row of {@code undo_log}; later these rows are deleted, or the branches are undone by the opposite
 * changes.
 */
final class GlobalTransaction {

    private static final String INSERT = """
            INSERT INTO undo_log (branch_id, xid, context, rollback_info, log_status, log_created, log_modified)
            VALUES (?, ?, 'serializer=jackson', ?, 0, ?, ?)
            """;
    private static final String DELETE = "DELETE FROM undo_log WHERE branch_id = ? AND xid = ?";

    private final Timeline timeline;
    private final String number;
    private final boolean undoLog;
    private final List<Branch> branches = new ArrayList<>();

    /**
     * @param number unique among the global transactions
     * @param undoLog whether the rows of {@code undo_log} are written
     */
    GlobalTransaction(Timeline timeline, String number, boolean undoLog) {
        this.timeline = timeline;
        this.number = number;
        this.undoLog = undoLog;
    }

    void branch(Session session, Call change, Call opposite) throws SQLException {
        var branch = new Branch(session, Long.parseLong(number) + branches.size() + 1, opposite);
        if (!undoLog) {
            change.run();
            branches.add(branch);
            return;
        }
        session.together(() -> {
            change.run();
            var now = timeline.time();
            session.update(INSERT, branch.id(), xid(), rollbackInfo(branch.id()), now, now);
        });
        branches.add(branch);
    }

    void commit() throws SQLException {
        if (undoLog) {
            for (var branch : branches) {
                branch.session().update(DELETE, branch.id(), xid());
            }
        }
    }

    /** Undoes what was done, the last branch first. */
    void rollBack() throws SQLException {
        for (int i = branches.size() - 1; i >= 0; i--) {
            var branch = branches.get(i);
            branch.session().together(() -> {
                branch.opposite().run();
                if (undoLog) {
                    branch.session().update(DELETE, branch.id(), xid());
                }
            });
        }
    }

    private String xid() {
        return "10.0.0.8:8091:" + number;
    }

    private byte[] rollbackInfo(long branch) {
        return ("{\"@class\":\"io.seata.rm.datasource.undo.BranchUndoLog\",\"xid\":\"" + xid() + "\",\"branchId\":"
                        + branch + ",\"sqlUndoLogs\":[\"java.util.ArrayList\",[]]}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private record Branch(Session session, long id, Call opposite) {}
}
