package com.pinda.aggregation.consumer.copy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes the rows of the copies, many with a statement. No older row ever replaces a newer one. */
@Component
final class Rows {

    /** More rows cost the server nothing less, and a row that it refuses is found by writing its statement's singly. */
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
     * Inserts rows or writes over them.
     *
     * @param replayed whether the changes were applied before: then one at the row's own position changes nothing
     * @throws BadChangeException for the first row that the database does not take
     */
    void upsert(Collection<Change> changes, boolean replayed) {
        changes.stream()
                .collect(Collectors.groupingBy(Change::rows, LinkedHashMap::new, Collectors.toList()))
                .forEach((writer, ofWriter) -> upsert(writer, ofWriter, replayed));
    }

    private void upsert(RowWriter writer, List<Change> changes, boolean replayed) {
        var sql = new SqlText();
        var written = new ArrayList<Change>();
        for (var change : changes) {
            sql.append(written.isEmpty() ? writer.insert() : ",");
            values(change, sql);
            written.add(change);
            if (written.size() == UPSERTS_A_STATEMENT || sql.length() > MAX_STATEMENT_BYTES) {
                run(sql.append(writer.onDuplicate(replayed)), written, replayed);
                sql.clear();
                written.clear();
            }
        }
        if (!written.isEmpty()) {
            run(sql.append(writer.onDuplicate(replayed)), written, replayed);
        }
    }

    private static void values(Change change, SqlText sql) {
        try {
            change.rows().values(change.input(), change.position(), sql);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new BadChangeException(change.record(), "its row cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where the database takes the statement not, it is asked for each row, so that the one is found. */
    private void run(SqlText sql, List<Change> written, boolean replayed) {
        try {
            Sql.run(jdbc, sql);
        } catch (DataAccessException e) {
            refused(e, written);
            written.forEach(change -> upsert(change.rows(), List.of(change), replayed));
        }
    }

    /** Returns where the changes are to be written singly. */
    private static void refused(DataAccessException failure, List<Change> written) {
        if (!Sql.refusesValue(failure)) {
            throw failure;
        }
        if (written.size() == 1) {
            throw new BadChangeException(written.get(0).record(), Sql.reason(failure), failure);
        }
    }

    /**
     * Deletes rows.
     *
     * @param replayed whether the changes were applied before: then a row at the change's own position came after it
     * @throws BadChangeException for the first row that the database keeps
     */
    void delete(List<Change> changes, boolean replayed) {
        for (int from = 0; from < changes.size(); from += DELETES_A_STATEMENT) {
            deleteSome(changes.subList(from, Math.min(from + DELETES_A_STATEMENT, changes.size())), replayed);
        }
    }

    private void deleteSome(List<Change> changes, boolean replayed) {
        var sql = new SqlText().append(changes.get(0).rows().delete());
        var or = "(";
        for (var change : changes) {
            sql.append(or);
            key(change, sql);
            sql.append(" AND `_position`").append(replayed ? "<" : "<=").number(change.position());
            or = ") OR (";
        }
        try {
            Sql.run(jdbc, sql.append(')'));
        } catch (DataAccessException e) {
            refused(e, changes);
            changes.forEach(change -> deleteSome(List.of(change), replayed));
        }
    }

    private static void key(Change change, SqlText sql) {
        try {
            change.rows().key(change.input(), sql);
        } catch (IndexOutOfBoundsException | IllegalArgumentException | java.time.DateTimeException e) {
            throw new BadChangeException(change.record(), "its key cannot be read: " + e.getMessage(), e);
        }
    }

    /** Deletes some of the rows up to a position; false when there are none left. */
    boolean truncateSome(CopiedTable table, long position) {
        var truncate = "DELETE FROM " + Sql.name(table.copyName()) + " WHERE `_position` <= ? LIMIT ";
        return jdbc.update(truncate + TRUNCATED_A_STATEMENT, position) == TRUNCATED_A_STATEMENT;
    }
}
