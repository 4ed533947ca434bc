package com.pinda.aggregation.query.sync;

import com.pinda.aggregation.query.QueryProperties;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Counts the rows of the copies, and repeats a count for some seconds: counting a large table is not cheap. */
@Repository
class RowCounts {

    private final JdbcClient jdbc;
    private final QueryProperties properties;
    private final Clock clock;
    private final Map<String, Counted> counted = new HashMap<>();

    RowCounts(JdbcClient jdbc, QueryProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.clock = clock;
    }

    /** Rows of the table, or null where there is no such table or it is too large to be counted in time. */
    synchronized @Nullable Long of(String table) {
        var known = counted.get(table);
        if (known != null && clock.instant().isBefore(known.until())) {
            return known.rows();
        }
        var rows = count(table);
        counted.put(table, new Counted(rows, clock.instant().plus(properties.rowsCachedFor())));
        return rows;
    }

    private @Nullable Long count(String table) {
        try {
            return jdbc.sql("SELECT COUNT(*) FROM `" + table.replace("`", "``") + "`")
                    .query(Long.class)
                    .single();
        } catch (BadSqlGrammarException | QueryTimeoutException e) {
            return null;
        }
    }

    private record Counted(@Nullable Long rows, Instant until) {}
}
