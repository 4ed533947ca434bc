package com.pinda.aggregation.consumer.deadletter;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.util.Optional;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/**
 * Where the source logged a change, as the envelope's {@code source} tells it.
 *
 * @param file binlog file
 * @param pos offset in it
 * @param gtid null where the source has none
 * @param position both, and the epoch, as one number
 */
record SourcePosition(
        @Nullable String file,
        @Nullable Long pos,
        @Nullable String gtid,
        @Nullable Long position) {

    private static final SourcePosition UNKNOWN = new SourcePosition(null, null, null, null);

    /** The position in a record's envelope; all null where that cannot be read. */
    static SourcePosition of(ConsumerRecord<byte[], byte[]> record, SchemaRegistry registry) {
        if (record.value() == null) {
            return UNKNOWN;
        }
        try (var avro = new AvroDeserializer(registry)) {
            return Optional.ofNullable(avro.deserialize(record.topic(), record.value()))
                    .map(SourcePosition::of)
                    .orElse(UNKNOWN);
        } catch (SerializationException | RegistryException e) {
            return UNKNOWN;
        }
    }

    private static SourcePosition of(GenericRecord envelope) {
        if (!envelope.hasField("source") || !(envelope.get("source") instanceof GenericRecord source)) {
            return UNKNOWN;
        }
        return new SourcePosition(
                text(source, "file"), number(source, "pos"), text(source, "gtid"), number(source, "position"));
    }

    private static @Nullable String text(GenericRecord source, String field) {
        var value = source.hasField(field) ? source.get(field) : null;
        return value == null ? null : value.toString();
    }

    private static @Nullable Long number(GenericRecord source, String field) {
        return source.hasField(field) && source.get(field) instanceof Number number ? number.longValue() : null;
    }
}
