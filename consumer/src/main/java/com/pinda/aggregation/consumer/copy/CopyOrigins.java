package com.pinda.aggregation.consumer.copy;

import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Which topic each copy was filled from. The progress of a topic is that of one copy: under another name, or as another
 * table's copy, a table would lack what was applied before.
 */
@Component
final class CopyOrigins {

    private static final Logger log = LoggerFactory.getLogger(CopyOrigins.class);

    private static final String ADOPT = "INSERT IGNORE INTO _copy_origin (topic, copy_name) VALUES (?, ?)";

    private static final String RELATED = "SELECT topic, copy_name FROM _copy_origin WHERE topic = ? OR copy_name = ?";

    private static final String PART = "DELETE FROM _copy_origin WHERE topic = ? OR copy_name = ?";

    private static final String FORGET_DELETES = "DELETE FROM _tombstone WHERE copy_name = ?";

    private static final String FORGET_STATE =
            "UPDATE _copy SET first_applied_ms = NULL, truncated_position = -1 WHERE copy_name = ?";

    private final JdbcTemplate jdbc;
    private final Progress progress;
    private final TransactionOperations transaction;

    CopyOrigins(JdbcTemplate jdbc, Progress progress, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.transaction = transaction;
    }

    /**
     * Makes sure that a table that is there holds what was applied of the topic.
     *
     * @throws UnfitTableException where it was filled from another topic, or the topic went to another table
     */
    void check(CopiedTable table) {
        jdbc.update(ADOPT, table.topic(), table.copyName());
        for (var related : jdbc.queryForList(RELATED, table.topic(), table.copyName())) {
            if (!related.equals(Map.of("topic", table.topic(), "copy_name", table.copyName()))) {
                throw new UnfitTableException("table " + table.copyName() + " cannot be the copy of " + table.source()
                        + ": topic " + related.get("topic") + " was applied to " + related.get("copy_name")
                        + "; drop the table " + table.copyName() + ", and it is filled from the beginning of topic "
                        + table.topic());
            }
        }
    }

    /** The copy is about to be made. What was applied before, to a table that is not there, is applied again. */
    void begin(CopiedTable table) {
        transaction.executeWithoutResult(status -> {
            jdbc.update(PART, table.topic(), table.copyName());
            jdbc.update(ADOPT, table.topic(), table.copyName());
            if (progress.forget(table.topic())) {
                log.warn(
                        "the copy is not there although its topic was applied, which is read again from its beginning:"
                                + " table={} topic={}",
                        table.copyName(),
                        table.topic());
            }
            jdbc.update(FORGET_DELETES, table.copyName());
            jdbc.update(FORGET_STATE, table.copyName());
        });
    }
}
