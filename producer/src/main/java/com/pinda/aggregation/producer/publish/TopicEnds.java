package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.PartitionEnd;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jspecify.annotations.Nullable;

/**
 * Where the partitions of one topic end with a batch. Used by one thread, but for the answers, which come on Kafka's
 * and are read after a flush.
 */
final class TopicEnds implements Callback {

    private static final long UNKNOWN = -1;

    /** Offsets that the end of a transaction takes in each of its partitions. */
    private static final int MARKER = 1;

    private final String topic;
    private final int[] sent;
    private final long[] ends;

    /** Offset of the next record that is sent, where that is known. */
    private final long[] next;

    private volatile boolean failed;
    private volatile boolean refused;

    TopicEnds(String topic, int partitions) {
        this.topic = topic;
        sent = new int[partitions];
        ends = new long[partitions];
        next = new long[partitions];
        Arrays.fill(ends, UNKNOWN);
        Arrays.fill(next, UNKNOWN);
    }

    int partitions() {
        return sent.length;
    }

    /** Counts a record of the batch; this takes Kafka's answer. */
    Callback sending(int partition) {
        sent[partition]++;
        return this;
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null && metadata != null && metadata.hasOffset()) {
            ends[metadata.partition()] = metadata.offset() + 1;
        } else {
            failed = true; // a failure makes the commit fail, with this cause
            refused |= failure instanceof RecordTooLargeException;
        }
    }

    /** Adds where the batch will end; false where that is not known of a partition. */
    boolean addExpected(List<PartitionEnd> list) {
        for (int i = 0; i < sent.length; i++) {
            if (sent[i] > 0 && next[i] == UNKNOWN) {
                return false;
            }
            if (sent[i] > 0) {
                list.add(new PartitionEnd(topic, i, next[i] + sent[i]));
            }
        }
        return true;
    }

    /** Adds where the batch ends, as Kafka has answered. */
    void addKnown(List<PartitionEnd> list) {
        for (int i = 0; i < ends.length; i++) {
            if (ends[i] != UNKNOWN) {
                list.add(new PartitionEnd(topic, i, ends[i]));
            }
        }
    }

    /** The batch is in Kafka, and the marker behind it. */
    void committed() {
        failed = false;
        for (int i = 0; i < sent.length; i++) {
            if (sent[i] > 0) {
                next[i] = ends[i] == UNKNOWN ? UNKNOWN : ends[i] + MARKER;
                sent[i] = 0;
                ends[i] = UNKNOWN;
            }
        }
    }

    /** Whether Kafka did not say of a record where it is. */
    boolean isFailed() {
        return failed;
    }

    /** Whether Kafka did not take a record, as it was too large. */
    boolean isRefused() {
        return refused;
    }
}
