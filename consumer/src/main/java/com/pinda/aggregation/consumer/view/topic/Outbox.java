package com.pinda.aggregation.consumer.view.topic;

import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.GeneratedKeyHolder;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The keys whose rows were written, until it is sure that they are in the topic. A row of it is written with them, and
 * goes once Kafka has committed.
 */
final class Outbox {

    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String PUT = """
            INSERT INTO _view_outbox (view_name, row_keys, created_ms)
            VALUES (?, ?, UNIX_TIMESTAMP(NOW(3)) * 1000)
            """;

    private static final String LEFT = """
            SELECT id, row_keys FROM _view_outbox
            WHERE view_name = ? AND (created_ms < UNIX_TIMESTAMP(NOW(3)) * 1000 - ? OR id IN (%s))
            ORDER BY id LIMIT 100
            """;

    private final JdbcTemplate jdbc;

    /** Of this process, of which it is known that Kafka has not got them. */
    private final Set<Long> failed = ConcurrentHashMap.newKeySet();

    Outbox(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes keys in the present transaction; the number grows with each change of a row. */
    long put(PublishedView view, Collection<String> keys) {
        var id = new GeneratedKeyHolder();
        jdbc.update(
                connection -> {
                    PreparedStatement statement = connection.prepareStatement(PUT, Statement.RETURN_GENERATED_KEYS);
                    statement.setString(1, view.id());
                    statement.setString(2, JSON.writeValueAsString(keys));
                    return statement;
                },
                id);
        return Objects.requireNonNull(id.getKey()).longValue();
    }

    /** They are in the topic, or on their way to it. */
    void delete(Collection<Long> ids) {
        if (!ids.isEmpty()) {
            jdbc.update("DELETE FROM _view_outbox WHERE id IN (" + marks(ids.size()) + ")", ids.toArray());
            failed.removeAll(ids);
        }
    }

    /** Kafka has not got them. */
    void failed(long id) {
        failed.add(id);
    }

    /** What is left of a view: what is older, and what failed. */
    List<UnpublishedKeys> left(PublishedView view, long olderMs) {
        var known = List.copyOf(failed);
        var parameters = new java.util.ArrayList<Object>(List.of(view.id(), olderMs));
        parameters.addAll(known);
        return jdbc.query(
                LEFT.formatted(known.isEmpty() ? "NULL" : marks(known.size())),
                (row, i) -> new UnpublishedKeys(
                        row.getLong(1), JSON.readValue(row.getString(2), new TypeReference<List<String>>() {})),
                parameters.toArray());
    }

    private static String marks(int count) {
        return String.join(",", Collections.nCopies(count, "?"));
    }
}
