package com.pinda.aggregation.consumer.copy;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Which copies there are to be, whether anything was ever applied to them, and where they were last emptied. */
@Component
final class CopyStates {

    // `topic` is set last: MySQL assigns left to right. What is known of another topic says nothing of this one.
    private static final String EXPECT = """
            INSERT INTO _copy (copy_name, source_table, topic) VALUES (?, ?, ?)
            ON DUPLICATE KEY UPDATE
              first_applied_ms = IF(topic = VALUES(topic), first_applied_ms, NULL),
              truncated_position = IF(topic = VALUES(topic), truncated_position, -1),
              source_table = VALUES(source_table), topic = VALUES(topic)
            """;

    private static final String NAMES = "SELECT copy_name FROM _copy";

    private static final String FORGET = "DELETE FROM _copy WHERE copy_name = ?";

    /**
     * Shared with other appliers, and not with a TRUNCATE, nor with one who makes the copy again: what they delete is
     * not written again behind them.
     */
    private static final String STATES = """
            SELECT o.copy_name, o.topic, COALESCE(c.truncated_position, -1), c.first_applied_ms IS NULL
            FROM _copy_origin o
            LEFT JOIN _copy c ON c.copy_name = o.copy_name
            WHERE o.copy_name IN (%s) AND NOT o.displaced
            LOCK IN SHARE MODE
            """;

    /** Nothing where rows up to it are still being deleted. */
    private static final String EMPTIED_POSITION = """
            SELECT truncated_position
            FROM _copy
            WHERE copy_name = ? AND NOT EXISTS (SELECT 1 FROM _truncating t WHERE t.copy_name = _copy.copy_name)
            """;

    private static final String BEGUN =
            "UPDATE _copy SET first_applied_ms = ? WHERE copy_name = ? AND first_applied_ms IS NULL";

    private static final String TRUNCATE =
            "UPDATE _copy SET truncated_position = ? WHERE copy_name = ? AND truncated_position < ?";

    private static final String TRUNCATING =
            "REPLACE INTO _truncating (copy_name, position) SELECT copy_name, ? FROM _copy WHERE copy_name = ?";

    private static final String EMPTIED = "DELETE FROM _truncating WHERE copy_name = ? AND position <= ?";

    /** What was left by a copy that had the name before. */
    private static final String FORGET_TRUNCATING = """
            DELETE FROM _truncating
            WHERE NOT EXISTS
              (SELECT 1 FROM _copy c WHERE c.copy_name = _truncating.copy_name AND c.truncated_position >= position)
            """;

    private final JdbcTemplate jdbc;
    private final Clock clock;

    CopyStates(JdbcTemplate jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A copy's state.
     *
     * @param truncatedPosition changes up to it are gone
     * @param untouched whether nothing was ever applied
     */
    record State(long truncatedPosition, boolean untouched) {}

    /**
     * Makes a row for each copy. A copy that is not expected any more loses its: nobody may take it for one that is
     * kept. Returns the names of these.
     */
    List<String> expect(Collection<CopiedTable> tables) {
        jdbc.batchUpdate(
                EXPECT,
                tables.stream()
                        .map(table ->
                                new Object[] {table.copyName(), table.source().toString(), table.topic()})
                        .toList());
        var expected = tables.stream().map(CopiedTable::copyName).collect(Collectors.toSet());
        var unexpected = jdbc.queryForList(NAMES, String.class).stream()
                .filter(name -> !expected.contains(name))
                .toList();
        unexpected.forEach(name -> jdbc.update(FORGET, name));
        jdbc.update(FORGET_TRUNCATING);
        return unexpected;
    }

    /**
     * The states of copies, which stay as they are until the transaction ends.
     *
     * @throws MovedCopyException where one is not filled from its topic, or not any more
     */
    Map<CopiedTable, State> lock(Set<CopiedTable> tables) {
        if (tables.isEmpty()) {
            return Map.of();
        }
        var byName = tables.stream().collect(Collectors.toMap(CopiedTable::copyName, Function.identity()));
        var states = new HashMap<CopiedTable, State>();
        jdbc.query(
                STATES.formatted("?,".repeat(tables.size() - 1) + "?"),
                row -> {
                    var table = byName.get(row.getString(1));
                    if (table != null && table.topic().equals(row.getString(2))) {
                        states.put(table, new State(row.getLong(3), row.getBoolean(4)));
                    }
                },
                byName.keySet().stream().sorted().toArray());
        if (states.size() < tables.size()) {
            throw new MovedCopyException(
                    tables.stream().filter(table -> !states.containsKey(table)).collect(Collectors.toSet()));
        }
        return states;
    }

    /** Whether every change up to a position is gone, and its row too. */
    boolean isEmptied(CopiedTable table, long position) {
        return jdbc.queryForList(EMPTIED_POSITION, Long.class, table.copyName()).stream()
                .anyMatch(truncated -> truncated >= position);
    }

    /** Notes that something was applied. */
    void begun(CopiedTable table) {
        jdbc.update(BEGUN, clock.millis(), table.copyName());
    }

    /** Notes, in a transaction, that every change up to a position is gone; waits for the batches under way. */
    void truncating(CopiedTable table, long position) {
        if (jdbc.update(TRUNCATE, position, table.copyName(), position) > 0) {
            jdbc.update(TRUNCATING, position, table.copyName());
        }
    }

    /** Notes that every row up to a position is deleted. */
    void emptied(CopiedTable table, long position) {
        jdbc.update(EMPTIED, table.copyName(), position);
    }
}
