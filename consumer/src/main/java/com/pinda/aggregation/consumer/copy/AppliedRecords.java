package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the follower of the copies which records were applied. Safe for use by many threads. */
@Component
final class AppliedRecords {

    private static final Logger log = LoggerFactory.getLogger(AppliedRecords.class);

    private final Copies copies;
    private final SchemaRegistry registry;
    private final Optional<CopyFollower> follower;
    private final Map<Integer, Reader> readers = new ConcurrentHashMap<>();

    AppliedRecords(Copies copies, SchemaRegistry registry, ObjectProvider<CopyFollower> follower) {
        this.copies = copies;
        this.registry = registry;
        this.follower = Optional.ofNullable(follower.getIfAvailable());
    }

    private record Reader(EnvelopeReader envelope, RowShape shape) {}

    /** Before the first of them. */
    void prepare() {
        follower.ifPresent(CopyFollower::prepare);
    }

    /** Tells of records after the commit of what they ask for. */
    void tell(Iterable<ConsumerRecord<byte[], byte[]>> records, Map<TopicPartition, Long> next) {
        follower.ifPresent(told -> {
            var changes = new ArrayList<AppliedChange>();
            var copyNames = new HashMap<String, String>();
            for (var record : records) {
                var name = copyNames.computeIfAbsent(
                        record.topic(), topic -> copies.table(topic).copyName());
                if (record.value() != null
                        && told.follows(name)
                        && record.offset() < next.getOrDefault(partition(record), Long.MAX_VALUE)) {
                    read(name, record).ifPresent(changes::add);
                }
            }
            told.applied(changes, next);
        });
    }

    /** Tells that rows of a copy change of which there are no records. */
    void tellUntold(CopiedTable table) {
        follower.filter(told -> told.follows(table.copyName())).ifPresent(told -> told.appliedUntold(table.copyName()));
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }

    /** What cannot be read was not applied, and is told of when it was. */
    private Optional<AppliedChange> read(String copyName, ConsumerRecord<byte[], byte[]> record) {
        try {
            var reader = reader(WireFormat.schemaId(record.value()));
            return Optional.of(
                    new AppliedChange(copyName, reader.shape, record.value(), reader.envelope.places(record.value())));
        } catch (RegistryException e) {
            if (e.status() != RegistryException.NOT_FOUND) {
                throw e;
            }
            return unread(record, e);
        } catch (SerializationException
                | AvroRuntimeException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
            return unread(record, e);
        }
    }

    private static Optional<AppliedChange> unread(ConsumerRecord<?, ?> record, RuntimeException failure) {
        log.debug("not followed: record={}@{}", partition(record), record.offset(), failure);
        return Optional.empty();
    }

    private Reader reader(int schemaId) {
        var known = readers.get(schemaId);
        if (known == null) {
            var envelope = registry.schema(schemaId);
            var shape = new RowShape(EnvelopeReader.row(envelope));
            known = new Reader(new EnvelopeReader(envelope), shape);
            readers.put(schemaId, known);
        }
        return known;
    }
}
