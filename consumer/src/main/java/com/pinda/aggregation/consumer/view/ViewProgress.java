package com.pinda.aggregation.consumer.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** How far changes were turned into keys, and keys into rows. */
@Component
final class ViewProgress {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final String RESOLVED = """
            INSERT INTO _resolved (topic, partition_id, next_offset) VALUES %s
            ON DUPLICATE KEY UPDATE next_offset = VALUES(next_offset)
            """;

    private static final String ENDS = """
            INSERT INTO _view_progress (view_name, lane, partition_id, end_offset) VALUES %s
            ON DUPLICATE KEY UPDATE end_offset = GREATEST(end_offset, VALUES(end_offset))
            """;

    private static final String ADVANCE = """
            INSERT INTO _view_progress (view_name, lane, partition_id, next_offset, refreshed_ms, written) VALUES %s
            ON DUPLICATE KEY UPDATE
              next_offset = GREATEST(next_offset, VALUES(next_offset)),
              refreshed_ms = VALUES(refreshed_ms),
              written = written + VALUES(written)
            """;

    private static final String ADD_LOCKS = "INSERT IGNORE INTO _view_lock (view_name, lock_id, table_name) VALUES %s";

    private static final String LOCK = """
            SELECT COALESCE(table_name, '') FROM _view_lock FORCE INDEX (PRIMARY)
            WHERE view_name = ? AND lock_id IN (%s)
            ORDER BY lock_id
            FOR UPDATE
            """;

    private final JdbcTemplate jdbc;

    ViewProgress(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes where the partitions of the copies go on whose changes before that have their keys in the topics. */
    void resolved(Map<TopicPartition, Long> next) {
        var ordered = new TreeMap<TopicPartition, Long>(ORDER);
        ordered.putAll(next);
        var parameters = new ArrayList<Object>();
        ordered.forEach(
                (partition, offset) -> parameters.addAll(List.of(partition.topic(), partition.partition(), offset)));
        run(RESOLVED, "(?,?,?)", ordered.size(), parameters);
    }

    /** Notes up to where refreshes are asked for. */
    void ends(Map<Spot, Long> ends) {
        var ordered = new TreeMap<Spot, Long>(Spot.ORDER);
        ordered.putAll(ends);
        var parameters = new ArrayList<Object>();
        ordered.forEach((spot, end) ->
                parameters.addAll(List.of(spot.view(), spot.lane().id(), spot.partition(), end)));
        run(ENDS, "(?,?,?,?)", ordered.size(), parameters);
    }

    /** Makes the rows that writers of a build lock. */
    void addLocks(String view, String table) {
        var parameters = new ArrayList<Object>();
        for (int i = 0; i < Refresher.LOCKS; i++) {
            parameters.addAll(List.of(view, i, table));
        }
        run(ADD_LOCKS, "(?,?,?)", Refresher.LOCKS, parameters);
    }

    /**
     * Has this transaction be the only one that writes rows of keys with these locks.
     *
     * @return the table that the rows are in, and stay in until it ends
     * @throws SwappedViewException where that is being changed
     */
    String lock(String view, Collection<Integer> locks) {
        var parameters = new ArrayList<Object>();
        parameters.add(view);
        parameters.addAll(locks);
        var tables = jdbc.queryForList(LOCK.formatted(repeated("?", locks.size())), String.class, parameters.toArray());
        if (tables.size() < locks.size()) {
            throw new SwappedViewException("it is not kept any more: " + view);
        }
        var table = tables.get(0);
        if (table.isEmpty()) {
            throw new SwappedViewException("its tables are being swapped: " + view);
        }
        return table;
    }

    /**
     * Notes what was refreshed.
     *
     * @param next where each partition goes on
     * @param written how many rows were written or deleted
     */
    void advance(Map<Spot, Long> next, long nowMs, long written) {
        var ordered = new TreeMap<Spot, Long>(Spot.ORDER);
        ordered.putAll(next);
        var parameters = new ArrayList<Object>();
        var rest = written;
        for (var entry : ordered.entrySet()) {
            var spot = entry.getKey();
            parameters.addAll(List.of(spot.view(), spot.lane().id(), spot.partition(), entry.getValue(), nowMs, rest));
            rest = 0;
        }
        run(ADVANCE, "(?,?,?,?,?,?)", ordered.size(), parameters);
    }

    /** Keys of a build whose rows are to be made anew. */
    long pending(String view) {
        return number(
                "SELECT COALESCE(SUM(GREATEST(end_offset - next_offset, 0)), 0) FROM _view_progress WHERE view_name = ?",
                view);
    }

    /** Rows of a build that cannot be made or written. */
    long parked(String view) {
        return number("SELECT COUNT(*) FROM _view_parked WHERE view_name = ?", view);
    }

    /** Up to where refreshes of a build are asked for. */
    Map<Spot, Long> ends(String view) {
        var ends = new TreeMap<Spot, Long>(Spot.ORDER);
        jdbc.query(
                "SELECT lane, partition_id, end_offset FROM _view_progress WHERE view_name = ?",
                row -> {
                    ends.put(new Spot(view, Lane.of(row.getString(1)), row.getInt(2)), row.getLong(3));
                },
                view);
        return ends;
    }

    /** Whether all before these ends is refreshed. */
    boolean reached(String view, Map<Spot, Long> ends) {
        var missing = new TreeMap<Spot, Long>(Spot.ORDER);
        missing.putAll(ends);
        jdbc.query(
                "SELECT lane, partition_id, next_offset FROM _view_progress WHERE view_name = ?",
                row -> {
                    var spot = new Spot(view, Lane.of(row.getString(1)), row.getInt(2));
                    var next = row.getLong(3);
                    missing.computeIfPresent(spot, (same, end) -> end <= next ? null : end);
                },
                view);
        return missing.isEmpty();
    }

    private long number(String sql, String view) {
        var number = jdbc.queryForObject(sql, Long.class, view);
        return number == null ? 0 : number;
    }

    /** Forgets a topic that was made anew. */
    void forget(String view, Lane lane) {
        jdbc.update("DELETE FROM _view_progress WHERE view_name = ? AND lane = ?", view, lane.id());
    }

    private void run(String sql, String row, int rows, List<Object> parameters) {
        if (rows > 0) {
            jdbc.update(sql.formatted(repeated(row, rows)), parameters.toArray());
        }
    }

    private static String repeated(String text, int times) {
        return String.join(",", Collections.nCopies(times, text));
    }
}
