package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.ParkedRecords;
import java.util.Optional;
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

    private static final String ORIGIN = "SELECT topic, displaced FROM _copy_origin WHERE copy_name = ?";

    private static final String CURRENT = "SELECT copy_name FROM _copy_origin WHERE topic = ? AND NOT displaced";

    private static final String SET = "REPLACE INTO _copy_origin (copy_name, topic, displaced) VALUES (?, ?, FALSE)";

    private static final String DISPLACE = "UPDATE _copy_origin SET displaced = TRUE WHERE topic = ?";

    private static final int FORGOTTEN_A_STATEMENT = 10_000;

    private static final String FORGET_DELETES =
            "DELETE FROM _tombstone WHERE copy_name = ? LIMIT " + FORGOTTEN_A_STATEMENT;

    private static final String FORGET_BEGUN = "UPDATE _copy SET first_applied_ms = NULL WHERE copy_name = ?";

    private final JdbcTemplate jdbc;
    private final Progress progress;
    private final ParkedRecords parked;
    private final TransactionOperations transaction;

    CopyOrigins(JdbcTemplate jdbc, Progress progress, ParkedRecords parked, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.parked = parked;
        this.transaction = transaction;
    }

    /**
     * Makes sure that a table that is there holds what was applied of the topic.
     *
     * @throws UnfitTableException where it was filled from another topic, or the topic went to another table
     */
    void check(CopiedTable table) {
        var origin = origin(table.copyName());
        var elsewhere = jdbc.queryForList(CURRENT, String.class, table.topic()).stream()
                .filter(name -> !name.equals(table.copyName()))
                .findFirst();
        if (origin.isEmpty() && elsewhere.isEmpty()) {
            jdbc.update(SET, table.copyName(), table.topic());
        } else if (!isOf(table)) {
            throw new UnfitTableException("table " + table.copyName() + " cannot be the copy of " + table.source()
                    + ": it was filled from topic "
                    + origin.map(Origin::topic).orElse("(unknown)")
                    + elsewhere
                            .map(name -> ", and topic " + table.topic() + " was applied to " + name)
                            .orElse("")
                    + "; drop the table " + table.copyName() + ", and it is filled from the beginning of topic "
                    + table.topic());
        }
    }

    /** Whether a table, if there is one of the name, was filled from the topic. */
    boolean isOf(CopiedTable table) {
        return origin(table.copyName()).equals(Optional.of(new Origin(table.topic(), false)));
    }

    /**
     * The copy is about to be made. What was applied before, to a table that is not there, is applied again. Deletes in
     * another topic say nothing of this one's rows.
     */
    void begin(CopiedTable table) {
        var before = origin(table.copyName()).filter(origin -> !origin.topic().equals(table.topic()));
        if (before.isPresent()) {
            forgetDeletes(table);
        }
        transaction.executeWithoutResult(status -> {
            // waits for the batches that are under way into these tables; what they apply is forgotten too
            jdbc.update(DISPLACE, table.topic());
            jdbc.update(SET, table.copyName(), table.topic());
            before.filter(origin -> !origin.displaced()).ifPresent(origin -> forget(origin.topic()));
            if (before.isPresent()) {
                forgetDeletes(table);
            }
            if (forget(table.topic())) {
                log.warn(
                        "a copy is not there although its topic was applied, which is read again from its beginning:"
                                + " table={} topic={}",
                        table.copyName(),
                        table.topic());
            }
            jdbc.update(FORGET_BEGUN, table.copyName());
        });
    }

    private boolean forget(String topic) {
        parked.forget(topic);
        return progress.forget(topic);
    }

    private void forgetDeletes(CopiedTable table) {
        int forgotten;
        do {
            forgotten = jdbc.update(FORGET_DELETES, table.copyName());
        } while (forgotten == FORGOTTEN_A_STATEMENT);
    }

    private Optional<Origin> origin(String copyName) {
        return jdbc.query(ORIGIN, (row, i) -> new Origin(row.getString(1), row.getBoolean(2)), copyName).stream()
                .findFirst();
    }

    /** @param displaced whether the topic was applied to another table since */
    private record Origin(String topic, boolean displaced) {}
}
