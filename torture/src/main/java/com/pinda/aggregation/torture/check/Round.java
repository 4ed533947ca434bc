package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TableId;
import java.util.List;
import java.util.Map;

/**
 * Compares what the log has with what the topics have since the last round: first all of the log, then all checkpoints,
 * then begins and ends of transactions where the topics have them, then all records, those of a partition in their
 * order, then {@link #finish}. Reads no server.
 */
final class Round implements AutoCloseable {

    private final Memory memory;
    private final Violations violations;
    private final Spool spool = new Spool();
    private final Expectations expectations;
    private final Batches batches;
    private final Transactions transactions;

    Round(Map<TableId, Table> tables, Memory memory, Violations violations) {
        this.memory = memory;
        this.violations = violations;
        expectations = new Expectations(tables, spool, violations);
        batches = new Batches(violations);
        transactions = new Transactions(batches, violations);
    }

    void logged(LoggedChange change) {
        expectations.logged(change);
    }

    /** A statement removed all rows of a table. */
    void emptied(TableId table, Place place) {
        memory.chains.emptied(table, place);
    }

    void batch(Batch batch) {
        batches.add(batch);
    }

    /** All begins and ends of transactions; where it is not called, nothing is said of them. */
    void marks(List<Mark> told) {
        var marks = new Marks(batches, violations);
        told.forEach(marks::add);
        transactions.compareWith(marks);
    }

    void published(Published record) {
        memory.partition(record.at()).published(record, violations);
        if (record instanceof PublishedChange change) {
            memory.chains.published(change, violations);
            transactions.published(change, expectations.published(change));
        }
    }

    void finish() {
        memory.finish(violations);
        expectations.finish();
        transactions.finish();
    }

    @Override
    public void close() {
        spool.close();
    }
}
