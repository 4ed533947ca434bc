package com.pinda.aggregation.consumer.copy;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Deletes, remembered by the hash of their key, so that an older change that is read again brings no row back. */
@Component
final class Tombstones {

    private static final String REMEMBER = "INSERT INTO _tombstone (copy_name, key_hash, position, deleted_ms) VALUES ";
    private static final String KEEP_NEWER = " ON DUPLICATE KEY UPDATE"
            + " position = GREATEST(position, VALUES(position)), deleted_ms = VALUES(deleted_ms)";
    private static final String FIND =
            "SELECT key_hash, position FROM _tombstone WHERE copy_name = ? AND key_hash IN (%s)";
    private static final String FORGET = "DELETE FROM _tombstone WHERE deleted_ms < ? LIMIT 1000";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final Duration kept;

    Tombstones(JdbcTemplate jdbc, Clock clock, CopyProperties properties) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.kept = properties.deletesKept();
    }

    void remember(CopiedTable table, List<Change> deletes) {
        if (deletes.isEmpty()) {
            return;
        }
        var name = new SqlText();
        var utf8 = table.copyName().getBytes(java.nio.charset.StandardCharsets.UTF_8);
        name.append('(').quoted(utf8, 0, utf8.length).append(',');
        var sql = new SqlText().append(REMEMBER);
        var comma = "";
        for (var delete : deletes) {
            var hash = delete.keyHash();
            sql.append(comma).append(name.toString()).binary(hash, 0, hash.length);
            sql.append(',')
                    .number(delete.position())
                    .append(',')
                    .number(clock.millis())
                    .append(')');
            comma = ",";
        }
        Sql.run(jdbc, sql.append(KEEP_NEWER));
    }

    /** Those of the changes whose row was not deleted at their position or later. */
    List<Change> notDeletedSince(CopiedTable table, List<Change> changes) {
        if (changes.isEmpty()) {
            return changes;
        }
        var deleted = find(table, changes);
        return changes.stream()
                .filter(change ->
                        deleted.getOrDefault(ByteBuffer.wrap(change.keyHash()), Long.MIN_VALUE) < change.position())
                .toList();
    }

    private Map<ByteBuffer, Long> find(CopiedTable table, List<Change> changes) {
        var parameters = new Object[changes.size() + 1];
        parameters[0] = table.copyName();
        for (int i = 0; i < changes.size(); i++) {
            parameters[i + 1] = changes.get(i).keyHash();
        }
        var found = new HashMap<ByteBuffer, Long>();
        jdbc.query(
                FIND.formatted("?,".repeat(changes.size() - 1) + "?"),
                row -> {
                    found.put(ByteBuffer.wrap(row.getBytes(1)), row.getLong(2));
                },
                parameters);
        return found;
    }

    /** Forgets the oldest deletes, a thousand at a time. */
    @Scheduled(fixedDelay = 1, initialDelay = 1, timeUnit = TimeUnit.HOURS)
    void forget() {
        int forgotten;
        do {
            forgotten = jdbc.update(FORGET, clock.millis() - kept.toMillis());
        } while (forgotten > 0);
    }
}
