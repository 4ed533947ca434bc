package com.pinda.aggregation.schema.wire;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Conversions;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Reads keys and values of the topics as generic records, with the schema that each was written with. Decimals are
 * {@link java.math.BigDecimal}, dates and times are those of {@code java.time}, strings are {@link String}. A tombstone
 * is null. Set {@code schema.registry.url}. Not thread-safe, as Kafka's deserializers are.
 */
public final class AvroDeserializer implements Deserializer<GenericRecord> {

    private final GenericData data = new GenericData();
    private final Map<Integer, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable SchemaRegistry registry;
    private @Nullable BinaryDecoder decoder;

    /** For Kafka, which then calls {@link #configure}. */
    public AvroDeserializer() {
        // Avro's other reader asks nobody which class text is to have.
        data.setFastReaderEnabled(false);
        data.addLogicalTypeConversion(new Conversions.DecimalConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimeMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMicrosConversion());
        data.addLogicalTypeConversion(new TimeConversions.LocalTimestampMicrosConversion());
    }

    /** One that is ready for use. */
    public AvroDeserializer(SchemaRegistry registry) {
        this();
        this.registry = registry;
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        registry = new SchemaRegistry(RegistryUrl.of(settings));
    }

    /**
     * Reads one record.
     *
     * @throws SerializationException where the bytes are not what their schema says
     * @throws RegistryException where the registry is away, or does not know the schema
     */
    @Override
    public @Nullable GenericRecord deserialize(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        var reader = readers.computeIfAbsent(WireFormat.schemaId(bytes), this::reader);
        try {
            decoder = DecoderFactory.get()
                    .binaryDecoder(bytes, WireFormat.HEADER_BYTES, bytes.length - WireFormat.HEADER_BYTES, decoder);
            return reader.read(null, decoder);
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("cannot read a record of " + topic, e);
        }
    }

    private GenericDatumReader<GenericRecord> reader(int schemaId) {
        if (registry == null) {
            throw new IllegalStateException("set " + RegistryUrl.SETTING);
        }
        Schema schema = registry.schema(schemaId);
        return new StringReader(schema, data);
    }

    /** Gives text as String, where Avro gives its own Utf8, which is equal to no String. */
    private static final class StringReader extends GenericDatumReader<GenericRecord> {

        StringReader(Schema schema, GenericData data) {
            super(schema, schema, data);
        }

        @Override
        @SuppressWarnings("rawtypes") // as declared
        protected Class findStringClass(Schema schema) {
            return String.class;
        }
    }
}
