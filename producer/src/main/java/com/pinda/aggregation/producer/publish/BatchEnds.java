package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.PartitionEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The offsets at which a batch ends, by partition. As nobody else writes to these topics they can be told before Kafka
 * has answered: a partition goes on behind the marker of the last transaction that wrote to it. Used by one thread.
 */
final class BatchEnds {

    private final Map<String, TopicEnds> topics = new LinkedHashMap<>();

    /**
     * Those of a topic.
     *
     * @param partitions how many it has now; while a batch has records of it their number stays the same
     */
    TopicEnds of(String topic, int partitions) {
        var ends = topics.get(topic);
        if (ends == null || (ends.partitions() != partitions && !ends.isInBatch())) {
            ends = new TopicEnds(topic, partitions);
            topics.put(topic, ends);
        }
        return ends;
    }

    /** Where the batch will end; empty where it has a partition of which that is not known. */
    Optional<List<PartitionEnd>> expected() {
        var list = new ArrayList<PartitionEnd>();
        return topics.values().stream().allMatch(topic -> topic.addExpected(list))
                ? Optional.of(list)
                : Optional.empty();
    }

    /** Where the batch ends, as Kafka has answered. */
    List<PartitionEnd> known() {
        var list = new ArrayList<PartitionEnd>();
        topics.values().forEach(topic -> topic.addKnown(list));
        return list;
    }

    /** The batch is in Kafka. */
    void committed() {
        topics.values().forEach(TopicEnds::committed);
    }

    /** The batch was undone. */
    void forget() {
        topics.clear();
    }

    /** A topic of which Kafka did not take a record, as it was too large. */
    Optional<String> refusedTopic() {
        return topics.entrySet().stream()
                .filter(topic -> topic.getValue().isRefused())
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
