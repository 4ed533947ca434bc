package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.listener.BatchMessageListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Empties a copy when its source was truncated: rows up to the statement's position go, and changes up to it that come
 * later are dropped. For one thread.
 */
@Component
final class SchemaChangeListener implements BatchMessageListener<byte[], byte[]> {

    private static final Logger log = LoggerFactory.getLogger(SchemaChangeListener.class);

    private final Map<TableId, CopiedTable> tables;
    private final AvroDeserializer avro;
    private final CopyStates states;
    private final CopyTables copies;
    private final Rows rows;
    private final TransactionOperations transaction;

    SchemaChangeListener(
            CopyProperties properties,
            SchemaRegistry registry,
            CopyStates states,
            CopyTables copies,
            Rows rows,
            TransactionOperations transaction) {
        this.tables =
                properties.copiedTables().stream().collect(Collectors.toMap(CopiedTable::source, Function.identity()));
        this.avro = new AvroDeserializer(registry);
        this.states = states;
        this.copies = copies;
        this.rows = rows;
        this.transaction = transaction;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        for (var record : records) {
            var change = avro.deserialize(record.topic(), record.value());
            var table = change == null ? null : tables.get(source(change));
            if (change != null && table != null) {
                apply(change, table);
            }
        }
    }

    private static TableId source(GenericRecord change) {
        return new TableId(
                change.get("database").toString(), change.get("table").toString());
    }

    private void apply(GenericRecord change, CopiedTable table) {
        switch (change.get("type").toString()) {
            case "TRUNCATE" -> truncate(table, (Long) change.get("position"));
            case "ERASE", "RENAME" ->
                log.warn(
                        "source dropped or renamed, its copy keeps its rows: table={} ddl={}",
                        table.source(),
                        change.get("ddl"));
            default -> log.info("source changed: table={} ddl={}", table.source(), change.get("ddl"));
        }
    }

    private void truncate(CopiedTable table, long position) {
        transaction.executeWithoutResult(status -> {
            states.truncated(table, position);
            if (copies.exists(table)) {
                rows.truncate(table, position);
            }
        });
        log.info("copy truncated: table={} position={}", table.copyName(), position);
    }
}
