package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.WireFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll asks for.
 *
 * @param records all records of each partition, in their order
 * @param changes the last change of each key, by table, in the order of the partitions
 */
record Batch(
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<CopiedTable, List<Change>> changes) {

    /**
     * Reads a poll.
     *
     * @param ends where to end in a partition: before this offset
     * @throws BadChangeException where a record cannot be read
     */
    static Batch of(ConsumerRecords<byte[], byte[]> poll, Map<TopicPartition, Long> ends, Copies copies, Keys keys) {
        var records = new LinkedHashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        var changes = new LinkedHashMap<CopiedTable, List<Change>>();
        for (var partition : poll.partitions()) {
            var ofPartition = before(ends.getOrDefault(partition, Long.MAX_VALUE), poll.records(partition));
            if (!ofPartition.isEmpty()) {
                records.put(partition, ofPartition);
                var ofTable = changes.computeIfAbsent(copies.table(partition.topic()), table -> new ArrayList<>());
                read(ofPartition, copies, keys, ofTable::add);
            }
        }
        return new Batch(records, changes);
    }

    /** The tables of which it has a change. */
    Set<CopiedTable> changed() {
        return changes.entrySet().stream()
                .filter(ofTable -> !ofTable.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    List<Change> changes(CopiedTable table) {
        return changes.getOrDefault(table, List.of());
    }

    /** The change with the greatest position of each partition, where it has one with a position. */
    Map<TopicPartition, Change> newest() {
        var newest = new HashMap<TopicPartition, Change>();
        for (var ofTable : changes.values()) {
            for (var change : ofTable) {
                if (!change.isTombstone()) {
                    newest.merge(change.partition(), change, (a, b) -> b.position() >= a.position() ? b : a);
                }
            }
        }
        return newest;
    }

    private static List<ConsumerRecord<byte[], byte[]>> before(long end, List<ConsumerRecord<byte[], byte[]>> records) {
        var size = records.size();
        return records.get(size - 1).offset() < end
                ? records
                : records.stream().filter(record -> record.offset() < end).toList();
    }

    /** Reads the last record of each key; a key is in one partition only. */
    private static void read(
            List<ConsumerRecord<byte[], byte[]>> records, Copies copies, Keys keys, Consumer<Change> changes) {
        var last = new LinkedHashMap<ByteBuffer, ConsumerRecord<byte[], byte[]>>(2 * records.size());
        var tombstones = new LinkedHashMap<ByteBuffer, ConsumerRecord<byte[], byte[]>>();
        for (var record : records) {
            (record.value() == null ? tombstones : last).put(key(record), record);
        }
        last.forEach((key, record) -> {
            var change = copies.read(record);
            var tombstone = tombstones.isEmpty() ? null : tombstones.remove(key);
            if (tombstone == null || tombstone.offset() < record.offset() || isDelete(change)) {
                change.ifPresent(changes);
            } else {
                keys.read(tombstone).ifPresent(changes);
            }
        });
        tombstones.values().forEach(tombstone -> keys.read(tombstone).ifPresent(changes));
    }

    /** A tombstone follows its delete and says nothing new, where that is still there. */
    private static boolean isDelete(Optional<Change> change) {
        return change.map(Change::deleted).orElse(false);
    }

    private static ByteBuffer key(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key();
        return key == null || key.length < WireFormat.HEADER_BYTES
                ? ByteBuffer.allocate(0)
                : ByteBuffer.wrap(key, WireFormat.HEADER_BYTES, key.length - WireFormat.HEADER_BYTES);
    }
}
