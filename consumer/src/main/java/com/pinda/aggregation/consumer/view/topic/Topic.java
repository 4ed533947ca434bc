package com.pinda.aggregation.consumer.view.topic;

/**
 * A topic that is there.
 *
 * @param id Kafka's own, another one for each topic that ever had the name
 */
record Topic(String name, String id, int partitions) {}
