package com.pinda.aggregation.schema.example;

import com.pinda.aggregation.schema.wire.AvroDeserializer;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Prints a topic's committed records as JSON, one a line. Joins no consumer group and commits no offset. */
public final class ReadTopic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int FAILED = 1;
    private static final int WRONG_OPTIONS = 2;

    private ReadTopic() {}

    /** Exit code 0: done; 1: broker, topic or registry are away; 2: wrong options. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), utf8(FileDescriptor.out), utf8(FileDescriptor.err)));
    }

    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.contains("--help") || arguments.contains("-h")) {
            out.print(ReadOptions.USAGE);
            return 0;
        }
        try {
            var options = ReadOptions.parse(arguments);
            return read(options, out, err);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(ReadOptions.USAGE);
            return WRONG_OPTIONS;
        }
    }

    private static int read(ReadOptions options, PrintStream out, PrintStream err) {
        try {
            read(options, out);
            return 0;
        } catch (KafkaException | RegistryException e) {
            var cause = e.getCause() == null ? "" : ": " + e.getCause();
            err.println(
                    "cannot read " + options.topic() + " at " + options.bootstrap() + ": " + e.getMessage() + cause);
            return FAILED;
        }
    }

    private static void read(ReadOptions options, PrintStream out) {
        var lines = new JsonLines(new AvroDeserializer(new SchemaRegistry(URI.create(options.registry()))));
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings(options.bootstrap()))) {
            var partitions = partitions(consumer, options.topic());
            consumer.assign(partitions);
            if (options.fromBeginning()) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
            }
            var ends = consumer.endOffsets(partitions);
            var left = options.max();
            while (left > 0 && !(options.toEnd() && reached(consumer, ends))) {
                for (var record : consumer.poll(POLL)) {
                    if (left > 0) {
                        out.println(lines.line(record));
                        left--;
                    }
                }
            }
        }
    }

    /** Bytes, for the keys of the topics beside the tables' are plain text. */
    private static Map<String, Object> settings(String bootstrap) {
        return Map.of(
                "bootstrap.servers",
                bootstrap,
                "key.deserializer",
                ByteArrayDeserializer.class,
                "value.deserializer",
                ByteArrayDeserializer.class,
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "allow.auto.create.topics",
                false);
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, String topic) {
        var partitions = consumer.partitionsFor(topic, Duration.ofSeconds(10)).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("there is no topic " + topic);
        }
        return partitions;
    }

    private static boolean reached(KafkaConsumer<?, ?> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
