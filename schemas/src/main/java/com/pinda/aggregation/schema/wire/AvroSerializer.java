package com.pinda.aggregation.schema.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.IdentityHashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericContainer;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro records, generic or generated, under the subject {@code <topic>-key} or {@code <topic>-value}. Set
 * {@code schema.registry.url}. Not thread-safe, as Kafka's serializers are.
 */
public final class AvroSerializer implements Serializer<GenericContainer> {

    private final IdentityHashMap<Schema, Schema> published = new IdentityHashMap<>();
    private @Nullable SchemaRegistry registry;
    private @Nullable BinaryEncoder encoder;
    private boolean key;

    /** For Kafka, which then calls {@link #configure}. */
    public AvroSerializer() {}

    /** One that is ready for use. */
    public AvroSerializer(SchemaRegistry registry, boolean key) {
        this.registry = registry;
        this.key = key;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        registry = new SchemaRegistry(RegistryUrl.of(settings));
        key = isKey;
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable GenericContainer data) {
        if (data == null) {
            return null;
        }
        if (registry == null) {
            throw new IllegalStateException("set " + RegistryUrl.SETTING);
        }
        var id = registry.register(
                topic + (key ? "-key" : "-value"), published.computeIfAbsent(data.getSchema(), AvroSerializer::plain));
        var out = new ByteArrayOutputStream();
        out.writeBytes(new byte[WireFormat.HEADER_BYTES]);
        try {
            encoder = EncoderFactory.get().directBinaryEncoder(out, encoder);
            writer(data).write(data, encoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot write a record of " + topic, e);
        }
        var bytes = out.toByteArray();
        WireFormat.writeHeader(bytes, id);
        return bytes;
    }

    /**
     * Without the Java class of its strings, which a generated class's schema names and which is nobody else's matter.
     */
    private static Schema plain(Schema schema) {
        var text = schema.toString();
        var plain = text.replace("{\"type\":\"string\",\"avro.java.string\":\"String\"}", "\"string\"");
        return plain.equals(text) ? schema : new Schema.Parser().parse(plain);
    }

    private static GenericDatumWriter<Object> writer(GenericContainer data) {
        return data instanceof SpecificRecordBase generated
                ? new SpecificDatumWriter<>(data.getSchema(), generated.getSpecificData())
                : new GenericDatumWriter<>(data.getSchema());
    }
}
