package com.pinda.aggregation.producer.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.producer.capture.SchemaStatement;
import com.pinda.aggregation.schema.Heartbeat;
import com.pinda.aggregation.schema.PartitionEnd;
import com.pinda.aggregation.schema.SchemaChange;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.AvroSerializer;
import com.pinda.aggregation.schema.wire.WireFormat;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Sends records within Kafka transactions; each ends with a checkpoint of the source. Used by one thread; any failure
 * ends it, and another one is opened, which first brings the last transaction to its end.
 */
public final class Publisher implements AutoCloseable {

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> kafka;
    private final Topics topics;
    private final TopicNames names;
    private final AvroSerializer values;
    private final String destination;
    private final Clock clock;
    private final Duration transactionTimeout;
    private final BatchEnds ends;
    private boolean inTransaction;
    private long begunNanos;

    Publisher(
            KafkaProducer<byte[], byte[]> kafka,
            Topics topics,
            TopicNames names,
            AvroSerializer values,
            String destination,
            Duration transactionTimeout,
            BatchEnds ends,
            Clock clock) {
        this.kafka = kafka;
        this.topics = topics;
        this.names = names;
        this.values = values;
        this.destination = destination;
        this.clock = clock;
        this.transactionTimeout = transactionTimeout;
        this.ends = ends;
    }

    /** Takes over from any earlier publisher of this destination: what that one had not committed is undone. */
    void takeOver() {
        kafka.initTransactions();
    }

    /** Sends a record within the open transaction, and opens one where there is none. Does not wait. */
    public void send(String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        begin();
        var topicEnds = ends.of(topic, topics.partitions(topic));
        var partition = key == null ? 0 : partition(key, topicEnds.partitions());
        send(new ProducerRecord<>(topic, partition, key, value, headers), topicEnds.sending(partition));
    }

    /** What fails here makes the commit fail, so nobody looks at the future. */
    private void send(ProducerRecord<byte[], byte[]> record, @Nullable Callback callback) {
        var unused = kafka.send(record, callback);
    }

    /** By the key's Avro data alone, so that the schema's id, which a new registry may change, moves no key. */
    private static int partition(byte[] key, int partitions) {
        var data = Arrays.copyOfRange(key, WireFormat.HEADER_BYTES, key.length);
        return Utils.toPositive(Utils.murmur2(data)) % partitions;
    }

    /** Tells of a DDL statement, within the open transaction. */
    public void send(SchemaStatement statement) {
        var change = SchemaChange.newBuilder()
                .setDestination(destination)
                .setPosition(statement.event().position())
                .setTsMs(statement.event().timeMs())
                .setDatabase(statement.table().database())
                .setTable(statement.table().table())
                .setType(statement.type())
                .setDdl(statement.sql())
                .build();
        var topic = names.schemaChanges();
        begin();
        send(
                new ProducerRecord<>(
                        topic, statement.table().toString().getBytes(UTF_8), values.serialize(topic, change)),
                null);
    }

    /**
     * Writes the checkpoint and commits all that was sent since the last commit, and nothing else. The checkpoint names
     * the offsets that the batch ends at. Where these can be told beforehand it goes with the batch, one wait for Kafka
     * less.
     *
     * @throws SharedTopicException where the batch does not end there
     * @throws org.apache.kafka.common.errors.ProducerFencedException where another publisher has taken over
     */
    public void commit(Progress progress) {
        begin();
        var expected = ends.expected();
        expected.ifPresent(partitionEnds -> send(progress, partitionEnds));
        kafka.flush();
        if (expected.isPresent()) {
            ends.confirm(expected.get());
        } else {
            send(progress, ends.known());
            kafka.flush();
        }
        commitFlushed();
        ends.committed();
    }

    private void send(Progress progress, List<PartitionEnd> partitionEnds) {
        var checkpoint = CheckpointRecords.of(destination, progress, partitionEnds, clock.millis());
        var topic = names.checkpoint();
        send(new ProducerRecord<>(topic, 0, destination.getBytes(UTF_8), values.serialize(topic, checkpoint)), null);
    }

    /**
     * Asks for the commit of what was sent, which must have been waited for. Kafka's producer promises to do so itself,
     * but its sender looks for records that are under way before it takes the commit off its queue: one that comes with
     * its commit in between is left out of the transaction, which is committed without it.
     */
    private void commitFlushed() {
        try {
            kafka.commitTransaction();
        } catch (TimeoutException e) {
            // As where this process stood still. Asked again Kafka tells whether another publisher has taken over
            // meanwhile, which one that is opened after this failure would fence.
            kafka.commitTransaction();
        }
        inTransaction = false;
    }

    /**
     * Finds out whether another publisher has taken over: undoes what is open, or writes the checkpoint again where
     * nothing is.
     *
     * @throws org.apache.kafka.common.errors.ProducerFencedException where another publisher has taken over
     */
    public void confirm(Progress progress) {
        if (inTransaction) {
            kafka.abortTransaction();
            inTransaction = false;
            ends.forget();
        } else {
            commit(progress);
        }
    }

    /** Says that the source had nothing newer than {@code position} at that time. Only between two batches. */
    public void heartbeat(long position, long timeMs) {
        var topic = names.heartbeat();
        var heartbeat = Heartbeat.newBuilder()
                .setDestination(destination)
                .setPosition(position)
                .setTsMs(timeMs)
                .build();
        begin();
        send(new ProducerRecord<>(topic, destination.getBytes(UTF_8), values.serialize(topic, heartbeat)), null);
        kafka.flush();
        commitFlushed();
    }

    /** The topic of a record that Kafka did not take in the open transaction, as it was too large. */
    public Optional<String> refusedTopic() {
        return ends.refusedTopic();
    }

    private void begin() {
        if (!inTransaction) {
            kafka.beginTransaction();
            inTransaction = true;
            begunNanos = System.nanoTime();
        }
    }

    /**
     * What an old epoch means: another publisher has taken over, or Kafka itself ended this one's transaction since it
     * was open for too long, which raises the epoch too.
     */
    public RuntimeException explain(InvalidProducerEpochException oldEpoch) {
        var open = Duration.ofNanos(System.nanoTime() - begunNanos);
        return inTransaction && open.compareTo(transactionTimeout) >= 0
                ? new TransactionTimedOutException(
                        "a Kafka transaction was open for " + open.toMillis()
                                + " ms, longer than transaction.timeout.ms=" + transactionTimeout.toMillis()
                                + ", so Kafka ended it",
                        oldEpoch)
                : oldEpoch;
    }

    @Override
    public void close() {
        kafka.close(CLOSE_TIMEOUT);
    }
}
