package com.pinda.aggregation.consumer.copy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads records of one partition in their order; a key is in one partition only. Each is read, so that none is passed
 * over that cannot be, and the last of each key is kept. For one thread.
 */
final class KeyedChanges {

    private final Copies copies;
    private final Keys keys;
    private final boolean unfitTableStops;
    private final Map<ByteBuffer, Seen> seen = new LinkedHashMap<>();
    private final Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> tombstones = new LinkedHashMap<>();
    private final Map<ByteBuffer, BadChangeException> bad = new HashMap<>();

    /**
     * Reads nothing yet.
     *
     * @param unfitTableStops whether a record whose table cannot be copied is thrown for, rather than being bad; where
     *     another transaction uses the table it is thrown for in any case
     */
    KeyedChanges(Copies copies, Keys keys, boolean unfitTableStops) {
        this.copies = copies;
        this.keys = keys;
        this.unfitTableStops = unfitTableStops;
    }

    /** @param change what it asks for; empty where its table is not copied */
    private record Seen(ConsumerRecord<byte[], byte[]> record, Optional<Change> change) {

        /** A tombstone follows its delete and says nothing new, where that is still there. */
        boolean outdoes(ConsumerRecord<byte[], byte[]> tombstone) {
            return tombstone.offset() < record.offset()
                    || change.map(Change::deleted).orElse(false);
        }
    }

    CopiedTable table(String topic) {
        return copies.table(topic);
    }

    /** Reads the next record. Behind a bad one of its key it is read only so that its table is made ready for it. */
    void add(ConsumerRecord<byte[], byte[]> record) {
        var key = RecordKey.of(record);
        var waits = !bad.isEmpty() && bad.containsKey(key);
        if (record.value() == null) {
            if (!waits) {
                tombstones.put(key, record);
            }
            return;
        }
        try {
            var change = copies.read(record);
            if (!waits) {
                seen.put(key, new Seen(record, change));
            }
        } catch (BadChangeException e) {
            bad(key, e);
        }
    }

    private void bad(ByteBuffer key, BadChangeException failure) {
        if (unfitTableStops ? failure.isOfTable() : failure.isOfBusyTable()) {
            throw failure;
        }
        bad.putIfAbsent(key, failure);
    }

    /** The last change of each key. */
    List<Change> last() {
        var last = new ArrayList<Change>(seen.size());
        seen.forEach((key, ofKey) -> {
            var tombstone = tombstones.isEmpty() ? null : tombstones.remove(key);
            if (tombstone == null || ofKey.outdoes(tombstone) || !readTombstone(key, tombstone, last)) {
                ofKey.change.ifPresent(last::add);
            }
        });
        tombstones.forEach((key, tombstone) -> readTombstone(key, tombstone, last));
        return last;
    }

    /** False where it cannot be read. */
    private boolean readTombstone(ByteBuffer key, ConsumerRecord<byte[], byte[]> tombstone, List<Change> changes) {
        try {
            keys.read(tombstone).ifPresent(changes::add);
            return true;
        } catch (BadChangeException e) {
            bad(key, e);
            return false;
        }
    }

    /** The first bad record of each key; complete once {@link #last} was asked for. */
    List<BadChangeException> bad() {
        return List.copyOf(bad.values());
    }
}
