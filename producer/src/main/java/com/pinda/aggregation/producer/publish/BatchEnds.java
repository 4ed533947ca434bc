package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.PartitionEnd;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The offsets at which a batch ends, by partition. Where nobody else writes to a topic they can be told before Kafka
 * has answered: a partition goes on behind the marker of the last transaction that wrote to it. Used by one thread.
 */
final class BatchEnds {

    private final Map<String, TopicEnds> topics = new LinkedHashMap<>();
    private final Set<String> shared;

    /**
     * Ends of batches to come.
     *
     * @param shared topics to which others write too; what is found out is added
     */
    BatchEnds(Set<String> shared) {
        this.shared = shared;
    }

    /** Those of a topic with a number of partitions, which stays the same. */
    TopicEnds of(String topic, int partitions) {
        var ends = topics.get(topic);
        if (ends == null) {
            ends = new TopicEnds(topic, partitions);
            topics.put(topic, ends);
        }
        return ends;
    }

    /** Where the batch will end; empty where that cannot be told. */
    Optional<List<PartitionEnd>> expected() {
        var list = new ArrayList<PartitionEnd>();
        return topics.entrySet().stream().allMatch(topic -> addExpected(topic.getKey(), topic.getValue(), list))
                ? Optional.of(list)
                : Optional.empty();
    }

    private boolean addExpected(String topic, TopicEnds ends, List<PartitionEnd> list) {
        var before = list.size();
        return ends.addExpected(list) && (list.size() == before || !shared.contains(topic));
    }

    /** Where the batch ends, as Kafka has answered. */
    List<PartitionEnd> known() {
        var list = new ArrayList<PartitionEnd>();
        topics.values().forEach(topic -> topic.addKnown(list));
        return list;
    }

    /**
     * Compares with Kafka's answer, where it gave one for each record.
     *
     * @throws SharedTopicException where somebody else has written to a topic
     */
    void confirm(List<PartitionEnd> expected) {
        var known = known();
        if (!known.equals(expected) && topics.values().stream().noneMatch(TopicEnds::isFailed)) {
            var others = known.stream().filter(end -> !expected.contains(end)).toList();
            others.forEach(end -> shared.add(end.getTopic()));
            throw new SharedTopicException(others, expected);
        }
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
