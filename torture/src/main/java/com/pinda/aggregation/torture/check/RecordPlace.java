package com.pinda.aggregation.torture.check;

/** Where a record stands in the topics. */
public record RecordPlace(String topic, int partition, long offset) {

    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
