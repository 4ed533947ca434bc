package com.pinda.aggregation.torture.check;

import java.util.HashMap;
import java.util.Map;

/** What one round leaves to the next. */
final class Memory {

    private record Partition(String topic, int number) {}

    final Chains chains = new Chains();
    private final Map<Partition, PartitionLog> partitions = new HashMap<>();

    PartitionLog partition(RecordPlace at) {
        return partitions.computeIfAbsent(new Partition(at.topic(), at.partition()), p -> new PartitionLog());
    }

    void finish(Violations violations) {
        partitions.values().forEach(partition -> partition.finish(violations));
    }
}
