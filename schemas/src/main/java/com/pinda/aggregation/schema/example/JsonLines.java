package com.pinda.aggregation.schema.example;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.nio.ByteBuffer;
import java.time.temporal.Temporal;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** Records of a topic as JSON. Bytes are Base64, dates and times are ISO 8601, decimals keep their scale. */
final class JsonLines {

    private final ObjectMapper json = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final AvroDeserializer avro;

    JsonLines(AvroDeserializer avro) {
        this.avro = avro;
    }

    String line(ConsumerRecord<byte[], byte[]> record) {
        var line = new LinkedHashMap<String, @Nullable Object>();
        line.put("partition", record.partition());
        line.put("offset", record.offset());
        if (record.headers().iterator().hasNext()) {
            line.put("headers", headers(record));
        }
        line.put("key", read(record.topic(), record.key()));
        line.put("value", read(record.topic(), record.value()));
        try {
            return json.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write as JSON: " + line, e);
        }
    }

    private Map<String, @Nullable Object> headers(ConsumerRecord<?, ?> record) {
        var headers = new LinkedHashMap<String, @Nullable Object>();
        for (Header header : record.headers()) {
            headers.put(header.key(), read(record.topic(), header.value()));
        }
        return headers;
    }

    /** Avro where the bytes begin as Avro does here, else text. */
    private @Nullable Object read(String topic, byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        return bytes.length >= WireFormat.HEADER_BYTES && bytes[0] == 0
                ? plain(avro.deserialize(topic, bytes))
                : new String(bytes, UTF_8);
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof GenericRecord record) {
            var fields = new LinkedHashMap<String, @Nullable Object>();
            record.getSchema().getFields().forEach(field -> fields.put(field.name(), plain(record.get(field.pos()))));
            return fields;
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(JsonLines::plain).toList();
        }
        if (value instanceof ByteBuffer bytes) {
            var copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return Base64.getEncoder().encodeToString(copy);
        }
        return value instanceof Temporal || value instanceof CharSequence ? value.toString() : value;
    }
}
