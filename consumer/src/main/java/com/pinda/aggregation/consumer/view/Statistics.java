package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Sql;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Has the server count what is in tables that grow from nothing. It knows at once how many rows there are, and much
 * later how many of them a value of an index leads to: until then it believes that this is all of them, and reads
 * tables whole. Of larger tables it counts by itself, as a tenth of their rows changed.
 */
@Component
final class Statistics {

    private static final Logger log = LoggerFactory.getLogger(Statistics.class);

    /** Rows of which it is no matter how they are found. */
    private static final long FEW = 64;

    /** A table is counted when it has so many times as many rows as before. */
    private static final long GROWTH = 4;

    private static final long MANY = FEW * GROWTH * GROWTH * GROWTH * GROWTH * GROWTH;

    private final JdbcTemplate jdbc;
    private final Map<String, Long> next = new HashMap<>();

    Statistics(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Looks at tables that are there. */
    synchronized void look(Collection<String> tables) {
        tables.forEach(this::look);
    }

    private void look(String table) {
        var before = next.getOrDefault(table, FEW);
        var step = has(table, FEW) ? before : FEW;
        while (step <= MANY && has(table, step)) {
            step *= GROWTH;
        }
        if (step > before) {
            count(table);
        }
        next.put(table, step);
    }

    private boolean has(String table, long rows) {
        return !jdbc.queryForList("SELECT 1 FROM " + Sql.name(table) + " LIMIT 1 OFFSET " + (rows - 1), Integer.class)
                .isEmpty();
    }

    private void count(String table) {
        jdbc.query("ANALYZE NO_WRITE_TO_BINLOG TABLE " + Sql.name(table), row -> {
            if ("error".equalsIgnoreCase(row.getString("Msg_type"))) {
                log.warn("rows not counted: table={} reason={}", table, row.getString("Msg_text"));
            }
        });
    }
}
