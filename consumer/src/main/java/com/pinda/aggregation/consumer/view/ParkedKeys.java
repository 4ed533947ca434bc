package com.pinda.aggregation.consumer.view;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Keys of rows that could not be made or written; other rows go on. Each is tried again now and then. */
@Component
final class ParkedKeys {

    private static final String PARK = """
            INSERT INTO _view_parked (view_name, key_hash, view_key, cause, first_ms, last_ms) VALUES (?, ?, ?, ?, ?, ?)
            ON DUPLICATE KEY UPDATE cause = VALUES(cause), failures = failures + 1, last_ms = VALUES(last_ms)
            """;

    private final JdbcTemplate jdbc;

    /** Views of which something may be parked; all, until it was looked. */
    private final Set<String> clean = ConcurrentHashMap.newKeySet();

    ParkedKeys(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void park(String view, Map<ViewKey, String> refused, long nowMs) {
        if (!refused.isEmpty()) {
            clean.remove(view);
        }
        refused.forEach((key, reason) -> jdbc.update(PARK, view, hash(key), key.json(), reason, nowMs, nowMs));
    }

    /** Rows were made and written. */
    void forget(String view, Collection<ViewKey> keys) {
        if (!clean.contains(view)) {
            keys.forEach(key ->
                    jdbc.update("DELETE FROM _view_parked WHERE view_name = ? AND key_hash = ?", view, hash(key)));
        }
    }

    /** What is parked of a view, a page of it. */
    List<ViewKey> of(String view, int most) {
        var keys = jdbc.queryForList(
                "SELECT view_key FROM _view_parked WHERE view_name = ? ORDER BY last_ms LIMIT " + most,
                String.class,
                view);
        if (keys.isEmpty()) {
            clean.add(view);
        } else {
            clean.remove(view);
        }
        return keys.stream().map(ViewKey::new).toList();
    }

    private static byte[] hash(ViewKey key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.bytes());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("each Java has SHA-256", e);
        }
    }
}
