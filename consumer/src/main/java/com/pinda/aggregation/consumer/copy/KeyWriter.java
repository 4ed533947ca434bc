package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.copy.CopyStates.State;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.stereotype.Component;

/** Writes the records of a single key, one of which cannot be applied, in the present transaction. */
@Component
final class KeyWriter {

    private final Copies copies;
    private final Keys keys;
    private final DueWriter writer;

    KeyWriter(Copies copies, Keys keys, DueWriter writer) {
        this.copies = copies;
        this.keys = keys;
        this.writer = writer;
    }

    /**
     * Writes the row as it is after the last record that can be applied; returns those from there on.
     *
     * @param records of the key, none of which was applied yet
     */
    List<Held> write(CopiedTable table, State state, List<ConsumerRecord<byte[], byte[]>> records) {
        var end = 0;
        var failure = Optional.<BadChangeException>empty();
        while (failure.isEmpty() && end < records.size()) {
            failure = unreadable(records.get(end));
            end += failure.isEmpty() ? 1 : 0;
        }
        while (end > 0) {
            var refusal = refusal(table, state, records.subList(0, end));
            if (refusal.isEmpty()) {
                break;
            }
            failure = refusal;
            end--;
        }
        var left = records.subList(end, records.size());
        return failure.map(first -> Held.from(left, first)).orElse(List.of());
    }

    private Optional<BadChangeException> unreadable(ConsumerRecord<byte[], byte[]> record) {
        var read = changes(List.of(record));
        read.last();
        return read.bad().stream().findFirst();
    }

    /** Writes the last of a key's records, where it is taken. */
    private Optional<BadChangeException> refusal(
            CopiedTable table, State state, List<ConsumerRecord<byte[], byte[]>> records) {
        var due = Due.of(changes(records).last(), state.truncatedPosition(), Map.of());
        return writer.write(table, due).stream().findFirst();
    }

    private KeyedChanges changes(List<ConsumerRecord<byte[], byte[]>> records) {
        var changes = new KeyedChanges(copies, keys, true);
        records.forEach(changes::add);
        return changes;
    }
}
