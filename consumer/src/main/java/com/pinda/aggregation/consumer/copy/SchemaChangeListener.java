package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.kafka.listener.ConsumerSeekAware;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Empties a copy when its source was truncated or dropped: rows up to the statement's position go, and changes up to it
 * that come later are dropped. For one thread.
 */
@Component
final class SchemaChangeListener implements BatchMessageListener<byte[], byte[]>, ConsumerSeekAware {

    private static final Logger log = LoggerFactory.getLogger(SchemaChangeListener.class);

    private static final int TOLD_SLICES = 100;

    private final Map<TableId, CopiedTable> tables;
    private final AvroDeserializer avro;
    private final CopyStates states;
    private final CopyTables copies;
    private final Rows rows;
    private final AppliedRecords applied;
    private final TransactionOperations transaction;

    /** What comes before was read in an earlier run, and people were told. */
    private final Map<TopicPartition, Long> told = new HashMap<>();

    SchemaChangeListener(
            CopyProperties properties,
            SchemaRegistry registry,
            CopyStates states,
            CopyTables copies,
            Rows rows,
            AppliedRecords applied,
            TransactionOperations transaction) {
        this.tables =
                properties.copiedTables().stream().collect(Collectors.toMap(CopiedTable::source, Function.identity()));
        this.avro = new AvroDeserializer(registry);
        this.states = states;
        this.copies = copies;
        this.rows = rows;
        this.applied = applied;
        this.transaction = transaction;
    }

    @Override
    public void onPartitionsAssigned(Map<TopicPartition, Long> assigned, ConsumerSeekCallback consumer) {
        told.putAll(assigned);
        consumer.seekToBeginning(assigned.keySet());
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            var change = avro.deserialize(record.topic(), record.value());
            var table = change == null ? null : tables.get(source(change));
            if (change != null && table != null) {
                apply(change, table, wasTold(record));
            }
        }
    }

    private boolean wasTold(ConsumerRecord<byte[], byte[]> record) {
        return record.offset() < told.getOrDefault(new TopicPartition(record.topic(), record.partition()), 0L);
    }

    private static TableId source(GenericRecord change) {
        return new TableId(
                change.get("database").toString(), change.get("table").toString());
    }

    private void apply(GenericRecord change, CopiedTable table, boolean wasTold) {
        var ddl = change.get("ddl").toString();
        var effects = Effect.of(change.get("type").toString(), ddl);
        var position = (Long) change.get("position");
        if (effects.contains(Effect.EMPTIES)) {
            empty(table, position, ddl);
        } else if (!wasTold) {
            log.info("source changed: table={} ddl={}", table.source(), ddl);
            effects.forEach(effect -> tell(effect, table, position, ddl));
        }
    }

    private static void tell(Effect effect, CopiedTable table, long position, String ddl) {
        switch (effect) {
            case CHANGES_PARTITION ->
                log.error(
                        "rows went or came with a partition, and the copy cannot know which: table={} ddl={}; delete from"
                                + " {} by hand those that the source has no more, and have those that came updated in"
                                + " the source",
                        table.source(),
                        ddl,
                        table.copyName());
            case RENAMES ->
                log.error(
                        "renamed, the copy keeps its rows: table={} ddl={}; if another table has this name now, delete"
                                + " from {} by hand what that has not, and have its rows updated in the source",
                        table.source(),
                        ddl,
                        table.copyName());
            case RENAMES_COLUMN ->
                log.error(
                        "a column was renamed, rows that do not change have NULL under its new name: table={} ddl={};"
                                + " once {} has that column, UPDATE {} SET new = old WHERE _position < {}",
                        table.source(),
                        ddl,
                        table.copyName(),
                        table.copyName(),
                        position);
            case DROPS_COLUMN ->
                log.warn(
                        "a column was dropped, the copy keeps it: table={} ddl={}; where it is added again rows hold"
                                + " their old values, unless it is dropped from {} too",
                        table.source(),
                        ddl,
                        table.copyName());
            case EMPTIES -> {
                // done, and told there
            }
        }
    }

    /**
     * Once the position is noted no row up to it comes any more. That they are deleted is noted when they are, so that
     * a copy whose emptying was broken off is emptied when the topic is read again. A table of the name that is not
     * this copy keeps its rows.
     */
    private void empty(CopiedTable table, long position, String ddl) {
        if (states.isEmptied(table, position)) {
            return;
        }
        transaction.executeWithoutResult(status -> states.truncating(table, position));
        var isThere = copies.isThere(table);
        for (int slices = 1; isThere && rows.truncateSome(table, position); slices++) {
            if (slices % TOLD_SLICES == 0) {
                log.info("copy is being emptied: table={} slices={}", table.copyName(), slices);
            }
        }
        applied.tellUntold(table);
        states.emptied(table, position);
        log.info("copy emptied: table={} position={} ddl={}", table.copyName(), position, ddl);
    }
}
