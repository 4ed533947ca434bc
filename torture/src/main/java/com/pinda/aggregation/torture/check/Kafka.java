package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.TopicNames;

/**
 * The broker that holds the topics.
 *
 * @param bootstrap host:port of its brokers
 * @param topics names of the topics under their prefix
 */
public record Kafka(String bootstrap, TopicNames topics) {

    /** Topics under the default prefix. */
    public Kafka(String bootstrap) {
        this(bootstrap, new TopicNames("tms"));
    }
}
