package com.pinda.aggregation.consumer.copy;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** Shared with other appliers, and not with a TRUNCATE: what it deletes is not written again behind it. */
    private static final String TRUNCATED = """
            SELECT copy_name, truncated_position, first_applied_ms IS NULL
            FROM _copy
            WHERE copy_name IN (%s)
            LOCK IN SHARE MODE
            """;

    private static final String TRUNCATED_POSITION = "SELECT truncated_position FROM _copy WHERE copy_name = ?";

    private static final String BEGUN =
            "UPDATE _copy SET first_applied_ms = ? WHERE copy_name = ? AND first_applied_ms IS NULL";

    private static final String TRUNCATE =
            "UPDATE _copy SET truncated_position = ? WHERE copy_name = ? AND truncated_position < ?";

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
    record State(long truncatedPosition, boolean untouched) {
        static final State NEW = new State(-1, true);
    }

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
        return unexpected;
    }

    /** The states of copies, which stay as they are until the transaction ends. */
    Map<String, State> lock(Collection<CopiedTable> tables) {
        var states = new HashMap<String, State>();
        jdbc.query(
                TRUNCATED.formatted("?,".repeat(tables.size() - 1) + "?"),
                row -> {
                    states.put(row.getString(1), new State(row.getLong(2), row.getBoolean(3)));
                },
                tables.stream().map(CopiedTable::copyName).sorted().toArray());
        return states;
    }

    /** Whether it was noted that every change up to a position is gone. */
    boolean isTruncated(CopiedTable table, long position) {
        return jdbc.queryForList(TRUNCATED_POSITION, Long.class, table.copyName()).stream()
                .anyMatch(truncated -> truncated >= position);
    }

    /** Notes that something was applied. */
    void begun(CopiedTable table) {
        jdbc.update(BEGUN, clock.millis(), table.copyName());
    }

    /**
     * Notes that every change up to a position is gone; waits for the batches under way. False where that was known.
     */
    boolean truncated(CopiedTable table, long position) {
        return jdbc.update(TRUNCATE, position, table.copyName(), position) > 0;
    }
}
