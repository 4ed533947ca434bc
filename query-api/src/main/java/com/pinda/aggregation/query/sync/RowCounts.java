package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.QueryProperties;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;

/**
 * Counts the rows of the copies, and repeats the counts for some seconds: counting a large table is not cheap. Of
 * tables that are large, or for which no time is left, it says what the database's statistics say.
 */
@Repository
class RowCounts {

    private static final String ESTIMATES = """
            SELECT table_name, table_rows FROM information_schema.tables
            WHERE table_schema = DATABASE() AND table_rows IS NOT NULL
            """;

    private static final long COUNTED_UP_TO = 100_000;
    private static final Duration TIME_FOR_ALL = Duration.ofSeconds(2);
    private static final int SECONDS_FOR_ONE = 1;

    private final JdbcTemplate jdbc;
    private final QueryProperties properties;
    private final Clock clock;
    private Set<String> asked = Set.of();
    private Map<String, RowCount> counted = Map.of();
    private Instant until = Instant.MIN;

    RowCounts(DataSource database, QueryProperties properties, Clock clock) {
        this.jdbc = new JdbcTemplate(database);
        this.jdbc.setQueryTimeout(SECONDS_FOR_ONE);
        this.properties = properties;
        this.clock = clock;
    }

    /** Rows of each of the tables that is there. */
    synchronized Map<String, RowCount> of(Collection<String> tables) {
        var now = clock.instant();
        if (!now.isBefore(until) || !asked.containsAll(tables)) {
            asked = Set.copyOf(tables);
            counted = count(asked, now.plus(TIME_FOR_ALL));
            until = clock.instant().plus(properties.rowsCachedFor());
        }
        return counted;
    }

    private Map<String, RowCount> count(Collection<String> tables, Instant deadline) {
        var estimates = estimates();
        var counts = new HashMap<String, RowCount>();
        for (var table : tables) {
            var estimate = estimates.get(table);
            if (estimate != null) {
                var small = estimate <= COUNTED_UP_TO && clock.instant().isBefore(deadline);
                var count = small ? count(table) : Optional.<Long>empty();
                counts.put(table, new RowCount(count.orElse(estimate), count.isEmpty()));
            }
        }
        return Map.copyOf(counts);
    }

    private Map<String, Long> estimates() {
        var estimates = new HashMap<String, Long>();
        jdbc.query(ESTIMATES, row -> {
            estimates.put(row.getString(1), row.getLong(2));
        });
        return estimates;
    }

    private Optional<Long> count(String table) {
        try {
            var name = "`" + table.replace("`", "``") + "`";
            return Optional.ofNullable(jdbc.queryForObject("SELECT COUNT(*) FROM " + name, Long.class));
        } catch (BadSqlGrammarException | QueryTimeoutException e) {
            return Optional.empty();
        }
    }
}
