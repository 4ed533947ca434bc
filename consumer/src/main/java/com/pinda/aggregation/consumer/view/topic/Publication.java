package com.pinda.aggregation.consumer.view.topic;

import com.pinda.aggregation.schema.Operation;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.KafkaException;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The changes of one batch of keys. They are sent in a transaction of Kafka while the database's is open and the keys'
 * locks are held, and that of Kafka is committed after the database's: nothing is seen that was not committed, and the
 * records of a key are in the order in which its row was written. One thread.
 */
public final class Publication {

    private static final Logger log = LoggerFactory.getLogger(Publication.class);

    private final PublishedView view;
    private final Optional<ChangeEncoder> encoder;
    private final ViewProducers producers;
    private final Outbox outbox;
    private final Forms forms;
    private final Clock clock;
    private final List<Change> changes = new ArrayList<>();
    private final List<Long> published = new ArrayList<>();
    private long open;
    private long kept;

    /** @param encoder empty where the view cannot be published now: its keys are kept in the outbox */
    Publication(
            PublishedView view,
            Optional<ChangeEncoder> encoder,
            ViewProducers producers,
            Outbox outbox,
            Forms forms,
            Clock clock) {
        this.view = view;
        this.encoder = encoder;
        this.producers = producers;
        this.outbox = outbox;
        this.forms = forms;
        this.clock = clock;
    }

    /** A row was written, over one that was there or not. */
    public void written(String key, byte @Nullable [] @Nullable [] before, byte @Nullable [][] after) {
        changes.add(new Change(before == null ? Operation.CREATE : Operation.UPDATE, key, before, after));
    }

    /** A row was deleted; null where nobody knows what it was, or whether it was there. */
    public void deleted(String key, byte @Nullable [] @Nullable [] before) {
        changes.add(new Change(Operation.DELETE, key, before, null));
    }

    /** A row is to be published that did not change. */
    public void unchanged(String key, byte @Nullable [][] row) {
        changes.add(new Change(Operation.READ, key, null, row));
    }

    /**
     * Does work in a transaction, and publishes what it says was written.
     *
     * @throws KafkaException where Kafka does not take the records; the work is undone
     */
    public <T extends @Nullable Object> T in(TransactionOperations transaction, Supplier<T> work) {
        changes.clear();
        if (encoder.isEmpty()) {
            T written = transaction.execute(status -> {
                changes.clear();
                kept = 0;
                var result = work.get();
                keep(changes.stream().map(Change::key).toList());
                return result;
            });
            tell(kept);
            return written;
        }
        try (var producer = producers.open()) {
            return in(transaction, work, producer, encoder.get());
        }
    }

    private <T extends @Nullable Object> T in(
            TransactionOperations transaction,
            Supplier<T> work,
            Producer<Object, Object> producer,
            ChangeEncoder records) {
        open = 0;
        kept = 0;
        T result;
        try {
            result = transaction.execute(status -> {
                undo(producer); // it may be tried again
                changes.clear();
                kept = 0;
                var done = work.get();
                send(producer, records);
                return done;
            });
        } catch (RuntimeException e) {
            undo(producer);
            if (e instanceof KafkaException || e instanceof org.apache.kafka.common.KafkaException) {
                forms.doubt(view); // its topic may be gone
            }
            throw e;
        }
        tell(kept);
        commit(producer);
        return result;
    }

    private void send(Producer<Object, Object> producer, ChangeEncoder encoding) {
        if (changes.isEmpty()) {
            return;
        }
        var id = outbox.put(view, changes.stream().map(Change::key).toList());
        var nowMs = clock.millis();
        var untold = new ArrayList<String>();
        var sent = new ArrayList<Future<RecordMetadata>>();
        producer.beginTransaction();
        open = id;
        for (int i = 0; i < changes.size(); i++) {
            var records = encoded(changes.get(i), id, i, nowMs, encoding);
            if (records.isEmpty()) {
                untold.add(changes.get(i).key());
            }
            records.forEach(record -> sent.add(producer.send(record)));
        }
        keep(untold);
        producer.flush();
        sent.forEach(this::confirm);
    }

    /** Nothing where it cannot be told as what the topic's schema says: columns were altered, which is looked for. */
    private List<ProducerRecord<Object, Object>> encoded(
            Change change, long id, int row, long nowMs, ChangeEncoder encoding) {
        try {
            return encoding.records(change, id, row, nowMs);
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            log.error("row not published, tried again: view={} reason={}", view.name(), e.getMessage());
            return List.of();
        }
    }

    private void keep(Collection<String> keys) {
        if (!keys.isEmpty()) {
            kept = outbox.put(view, keys);
        }
    }

    /** What was kept is there now, and need not wait until it is certain that nobody publishes it. */
    private void tell(long keptId) {
        if (keptId != 0) {
            outbox.failed(keptId);
        }
    }

    private void confirm(Future<RecordMetadata> record) {
        try {
            var unused = record.get();
        } catch (ExecutionException e) {
            throw new KafkaException("cannot publish rows of view " + view.name(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while publishing rows of view " + view.name(), e);
        }
    }

    private void undo(Producer<Object, Object> producer) {
        if (open == 0) {
            return;
        }
        open = 0;
        try {
            producer.abortTransaction();
        } catch (RuntimeException e) {
            // it ends by its timeout
            log.debug("transaction not ended: view={}", view.name(), e);
        }
    }

    /** The rows are written: where Kafka fails now, the outbox has their keys. */
    private void commit(Producer<Object, Object> producer) {
        if (open == 0) {
            return;
        }
        try {
            producer.commitTransaction();
            published.add(open);
        } catch (RuntimeException e) {
            log.warn("not published, tried again: view={} reason={}", view.name(), e.getMessage());
            outbox.failed(open);
            undo(producer);
        }
    }

    /** Notes, in the present transaction, what Kafka has. */
    public void settle() {
        outbox.delete(published);
        published.clear();
    }
}
