package com.pinda.aggregation.query.feed;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;

/** Reads the records of a view's topic. One thread. */
final class EventReader {

    private final AvroDeserializer avro;

    EventReader(SchemaRegistry registry) {
        avro = new AvroDeserializer(registry);
    }

    /**
     * The event of a record.
     *
     * @throws SerializationException where it is none
     * @throws RegistryException where the registry is away
     */
    FeedEvent read(ConsumerRecord<byte[], byte[]> record) {
        var key = avro.deserialize(record.topic(), record.key());
        var value = avro.deserialize(record.topic(), record.value());
        if (key == null || value == null) {
            return new FeedEvent(record.partition(), record.offset(), "", "", null, null);
        }
        var name = switch (Operation.of(value.get("op").toString())) {
            case CREATE -> "created";
            case UPDATE, READ -> "updated";
            case DELETE, TRUNCATE -> "deleted";
        };
        return new FeedEvent(
                record.partition(),
                record.offset(),
                name,
                String.valueOf(key.get(0)),
                (GenericRecord) value.get("before"),
                (GenericRecord) value.get("after"));
    }
}
