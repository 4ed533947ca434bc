package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.Cause.Stage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Writes the rows of the copies, many with a statement. No older row ever replaces a newer one. A row that the database
 * refuses is found by halving its statement, and keeps no other from being written.
 */
@Component
final class Rows {

    /** More rows in one cost the server nothing less. */
    private static final int UPSERTS_A_STATEMENT = 1000;

    /** The server tests each row that it finds against each key of a statement. */
    private static final int DELETES_A_STATEMENT = 50;

    /** What is deleted is locked, and kept for undoing, until the end of its transaction. */
    private static final int TRUNCATED_A_STATEMENT = 10_000;

    private static final int MAX_STATEMENT_BYTES = 1 << 20;

    private final JdbcTemplate jdbc;

    Rows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Inserts rows or writes over them; returns those that the database does not take.
     *
     * @param replayed whether the changes were applied before: then one at the row's own position changes nothing
     */
    List<BadChangeException> upsert(Collection<Change> changes, boolean replayed) {
        var refused = new ArrayList<BadChangeException>();
        changes.stream()
                .collect(Collectors.groupingBy(Change::rows, LinkedHashMap::new, Collectors.toList()))
                .forEach((writer, ofWriter) -> upsert(writer, ofWriter, replayed, refused));
        return refused;
    }

    private void upsert(RowWriter writer, List<Change> changes, boolean replayed, List<BadChangeException> refused) {
        var sql = new SqlText();
        var written = new ArrayList<Change>();
        for (var change : changes) {
            var end = sql.length();
            sql.append(written.isEmpty() ? writer.insert() : ",");
            try {
                change.rows().values(change.input(), change.position(), sql);
            } catch (IndexOutOfBoundsException | IllegalArgumentException | java.time.DateTimeException e) {
                sql.cut(end);
                refused.add(unreadable(change, "its row cannot be read: " + e.getMessage(), e));
                continue;
            }
            written.add(change);
            if (written.size() == UPSERTS_A_STATEMENT || sql.length() > MAX_STATEMENT_BYTES) {
                run(sql.append(writer.onDuplicate(replayed)), written, replayed, refused);
                sql.clear();
                written.clear();
            }
        }
        if (!written.isEmpty()) {
            run(sql.append(writer.onDuplicate(replayed)), written, replayed, refused);
        }
    }

    private static BadChangeException unreadable(Change change, String reason, RuntimeException failure) {
        var stage = change.isTombstone() ? Stage.KEY_CONVERTER : Stage.VALUE_CONVERTER;
        return new BadChangeException(change.record(), stage, reason, failure);
    }

    /** Where the database does not take the statement it is asked for either half, so that the rows are found. */
    private void run(SqlText sql, List<Change> written, boolean replayed, List<BadChangeException> refused) {
        try {
            Sql.run(jdbc, sql);
        } catch (DataAccessException e) {
            halves(e, written, refused).forEach(half -> upsert(half.get(0).rows(), half, replayed, refused));
        }
    }

    /** The parts that are to be tried by themselves; none where it was one change, which is refused then. */
    private static List<List<Change>> halves(
            DataAccessException failure, List<Change> changes, List<BadChangeException> refused) {
        if (!Sql.refusesValue(failure)) {
            throw failure;
        }
        if (changes.size() == 1) {
            refused.add(new BadChangeException(changes.get(0).record(), Stage.TASK_PUT, Sql.reason(failure), failure));
            return List.of();
        }
        var middle = changes.size() / 2;
        return List.of(List.copyOf(changes.subList(0, middle)), List.copyOf(changes.subList(middle, changes.size())));
    }

    /**
     * Deletes rows; returns those that the database keeps.
     *
     * @param replayed whether the changes were applied before: then a row at the change's own position came after it
     */
    List<BadChangeException> delete(List<Change> changes, boolean replayed) {
        return delete(changes, replayed, () -> {});
    }

    /** @param any is run where there were such rows, once or more */
    List<BadChangeException> delete(List<Change> changes, boolean replayed, Runnable any) {
        var refused = new ArrayList<BadChangeException>();
        for (int from = 0; from < changes.size(); from += DELETES_A_STATEMENT) {
            var some = changes.subList(from, Math.min(from + DELETES_A_STATEMENT, changes.size()));
            deleteSome(some, replayed, any, refused);
        }
        return refused;
    }

    private void deleteSome(List<Change> changes, boolean replayed, Runnable any, List<BadChangeException> refused) {
        var sql = new SqlText().append(changes.get(0).rows().delete());
        var deleted = new ArrayList<Change>();
        for (var change : changes) {
            var end = sql.length();
            sql.append(deleted.isEmpty() ? "(" : ") OR (");
            try {
                change.rows().key(change.input(), sql);
            } catch (IndexOutOfBoundsException | IllegalArgumentException | java.time.DateTimeException e) {
                sql.cut(end);
                refused.add(unreadable(change, "its key cannot be read: " + e.getMessage(), e));
                continue;
            }
            sql.append(" AND `_position`").append(replayed ? "<" : "<=").number(change.position());
            deleted.add(change);
        }
        if (deleted.isEmpty()) {
            return;
        }
        try {
            if (Sql.run(jdbc, sql.append(')')) > 0) {
                any.run();
            }
        } catch (DataAccessException e) {
            halves(e, deleted, refused).forEach(half -> deleteSome(half, replayed, any, refused));
        }
    }

    /** Deletes some of the rows up to a position; false when there are none left. */
    boolean truncateSome(CopiedTable table, long position) {
        var truncate = "DELETE FROM " + Sql.name(table.copyName()) + " WHERE `_position` <= ? LIMIT ";
        return jdbc.update(truncate + TRUNCATED_A_STATEMENT, position) == TRUNCATED_A_STATEMENT;
    }
}
