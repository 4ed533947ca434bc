package com.pinda.aggregation.torture.rig;

/** A way between two parts that leads through a link. */
public enum Way {
    CANAL_SOURCE,
    PRODUCER_CANAL,
    /** Over which the producer asks canal-server how it is. */
    PRODUCER_STATUS,
    PRODUCER_KAFKA,
    PRODUCER_REGISTRY,
    CONSUMER_KAFKA,
    CONSUMER_TARGET,
    CONSUMER_REGISTRY
}
