package com.pinda.aggregation.consumer.copy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll asks for.
 *
 * @param records all records of each partition, in their order
 * @param changes the last change of each key, by table, in the order of the partitions; of a key that has a bad record
 *     the last before that
 * @param bad the first record of each key that cannot be read
 */
record Batch(
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records,
        Map<CopiedTable, List<Change>> changes,
        List<BadChangeException> bad) {

    /**
     * Reads a poll.
     *
     * @param ends where to end in a partition: before this offset
     * @throws BadChangeException where a record is of a table that cannot be copied as it is
     */
    static Batch of(ConsumerRecords<byte[], byte[]> poll, Map<TopicPartition, Long> ends, Copies copies, Keys keys) {
        var batch = new Batch(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        for (var partition : poll.partitions()) {
            var records = before(ends.getOrDefault(partition, Long.MAX_VALUE), poll.records(partition));
            batch.add(partition, records, new KeyedChanges(copies, keys, true));
        }
        return batch;
    }

    /**
     * Reads records that are parked; those whose table cannot be copied as it is are bad as others are.
     *
     * @throws BadChangeException where another transaction uses the table, which says nothing of the record
     */
    static Batch ofParked(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, Copies copies, Keys keys) {
        var batch = new Batch(new LinkedHashMap<>(), new LinkedHashMap<>(), new ArrayList<>());
        batch.add(partition, records, new KeyedChanges(copies, keys, false));
        return batch;
    }

    private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> ofPartition, KeyedChanges read) {
        if (!ofPartition.isEmpty()) {
            records.put(partition, ofPartition);
            ofPartition.forEach(read::add);
            var table = read.table(partition.topic());
            changes.computeIfAbsent(table, t -> new ArrayList<>()).addAll(read.last());
            bad.addAll(read.bad());
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> before(long end, List<ConsumerRecord<byte[], byte[]>> records) {
        var size = records.size();
        return records.get(size - 1).offset() < end
                ? records
                : records.stream().filter(record -> record.offset() < end).toList();
    }

    /** The tables of which it has a change. */
    Set<CopiedTable> changed() {
        return changes.entrySet().stream()
                .filter(ofTable -> !ofTable.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** The topics of which it has a record. */
    Set<String> topics() {
        return records.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
    }

    List<Change> changes(CopiedTable table) {
        return changes.getOrDefault(table, List.of());
    }

    /** The records of a key from an offset on, in their order. */
    List<ConsumerRecord<byte[], byte[]>> ofKey(TopicPartition partition, ByteBuffer key, long from) {
        return records.getOrDefault(partition, List.of()).stream()
                .filter(record ->
                        record.offset() >= from && RecordKey.of(record).equals(key))
                .toList();
    }

    /** The change with the greatest position of each partition, where it has one with a position. */
    Map<TopicPartition, Change> newest() {
        return newest(Set.of());
    }

    /** The same, of the changes whose records are not among these. */
    Map<TopicPartition, Change> newest(Set<ConsumerRecord<byte[], byte[]>> held) {
        var newest = new HashMap<TopicPartition, Change>();
        for (var ofTable : changes.values()) {
            for (var change : ofTable) {
                if (!change.isTombstone() && !held.contains(change.record())) {
                    newest.merge(change.partition(), change, (a, b) -> b.position() >= a.position() ? b : a);
                }
            }
        }
        return newest;
    }
}
