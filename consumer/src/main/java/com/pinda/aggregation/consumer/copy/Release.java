package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.ParkedRecords;
import com.pinda.aggregation.consumer.deadletter.ParkedRecords.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Applies parked records as if they came now: a key's first by itself, then, where that is taken, those behind it. They
 * were never applied, so they are written as new ones are; nothing newer of their keys was, as it waits behind them.
 * All is in one transaction that has locked the partition's progress: records that are read meanwhile come before it
 * and are parked, or after it and find their key free.
 */
@Component
final class Release {

    private static final Logger log = LoggerFactory.getLogger(Release.class);

    private final Copies copies;
    private final Keys keys;
    private final Readers readers;
    private final Progress progress;
    private final CopyStates states;
    private final BatchWriter writer;
    private final ParkedRecords parked;
    private final AppliedRecords applied;
    private final CopyMetrics metrics;
    private final TransactionOperations transaction;

    Release(
            Copies copies,
            Keys keys,
            Readers readers,
            Progress progress,
            CopyStates states,
            BatchWriter writer,
            ParkedRecords parked,
            AppliedRecords applied,
            CopyMetrics metrics,
            TransactionOperations transaction) {
        this.copies = copies;
        this.keys = keys;
        this.readers = readers;
        this.progress = progress;
        this.states = states;
        this.writer = writer;
        this.parked = parked;
        this.applied = applied;
        this.metrics = metrics;
        this.transaction = transaction;
    }

    /**
     * Tries a page of a partition's parked records.
     *
     * @param blocked hashes of keys of which a record before the page stays parked; those of this page are added
     */
    void apply(TopicPartition partition, List<Entry> page, Set<ByteBuffer> blocked) {
        var dropped = page.stream().filter(Entry::isDropped).toList();
        var tried = page.stream()
                .filter(entry -> !entry.isDropped() && !blocked.contains(entry.keyHash()))
                .toList();
        var keysSeen = new HashSet<ByteBuffer>();
        var firsts = offsets(
                tried.stream().filter(entry -> keysSeen.add(entry.keyHash())).toList());
        var records = parked.read(partition, offsets(tried)).stream()
                .collect(Collectors.partitioningBy(record -> firsts.contains(record.offset())));
        var first = Batch.ofParked(partition, records.getOrDefault(true, List.of()), copies, keys);
        var behind = Batch.ofParked(partition, records.getOrDefault(false, List.of()), copies, keys);
        var result = readers.writing(
                Set.of(copies.table(partition.topic())),
                () -> transaction.execute(status -> run(partition, dropped, tried, first, behind)));
        result.begun().forEach(states::begun);
        metrics.released(result.changes());
        blocked.addAll(keysOf(result.left()));
        tell(partition, tried, dropped, result);
    }

    private Result run(TopicPartition partition, List<Entry> dropped, List<Entry> tried, Batch first, Batch behind) {
        progress.lock(List.of(partition));
        parked.release(partition, offsets(dropped));
        if (!parked.hold(partition, offsets(tried))) {
            return new Result(0, List.of(), held(first, behind));
        }
        var asNew = Map.of(partition, 0L);
        var written = writer.write(first, asNew, Map.of());
        var next = writer.write(behind, asNew, Map.of(partition, keysOf(written.held())));
        var left = Stream.concat(written.held().stream(), next.held().stream()).toList();
        left.forEach(this::badAgain);
        var released = offsets(tried);
        released.removeAll(left.stream().map(held -> held.record().offset()).toList());
        parked.release(partition, released);
        if (!released.isEmpty()) {
            // in this transaction: after it nobody knows any more which they were
            applied.tellUntold(copies.table(partition.topic()));
        }
        return new Result(
                advance(first, asNew, written.held()) + advance(behind, asNew, next.held()),
                Stream.concat(written.begun().stream(), next.begun().stream()).toList(),
                left);
    }

    private static List<Held> held(Batch first, Batch behind) {
        return Stream.of(first, behind)
                .flatMap(batch -> batch.records().values().stream().flatMap(List::stream))
                .map(record -> Held.behind(record, ""))
                .toList();
    }

    private static Set<ByteBuffer> keysOf(List<Held> held) {
        return held.stream().map(each -> RecordKey.hashed(each.record())).collect(Collectors.toSet());
    }

    private void badAgain(Held held) {
        if (held.failure() != null) {
            parked.badAgain(held.record(), held.failure().asCause());
        }
    }

    private long advance(Batch batch, Map<TopicPartition, Long> asNew, List<Held> held) {
        var all = batch.records().values().stream().mapToInt(List::size).sum();
        return all > held.size() ? progress.advance(batch, asNew, held) : 0;
    }

    private static void tell(TopicPartition partition, List<Entry> tried, List<Entry> dropped, Result result) {
        dropped.forEach(entry -> log.warn(
                "parked record dropped: record={}@{} because={}", partition, entry.offset(), entry.droppedBecause()));
        var bad = tried.stream().filter(Entry::isBad).map(Entry::offset).collect(Collectors.toSet());
        for (var held : result.left()) {
            if (held.failure() != null && !bad.contains(held.record().offset())) {
                log.error("record stays parked: reason={}", held.failure().getMessage());
            }
        }
        var released = tried.size() - result.left().size();
        if (released > 0) {
            log.info("parked records applied: partition={} records={}", partition, released);
        }
    }

    private static List<Long> offsets(List<Entry> entries) {
        return entries.stream().map(Entry::offset).collect(Collectors.toCollection(ArrayList::new));
    }

    private record Result(long changes, List<CopiedTable> begun, List<Held> left) {}
}
