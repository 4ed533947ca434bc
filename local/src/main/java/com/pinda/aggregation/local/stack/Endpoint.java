package com.pinda.aggregation.local.stack;

import java.util.Locale;

/** What listens on a port, and the port it has by default. */
enum Endpoint {
    DATABASE(13306),
    BROKER(9092),
    CONTROLLER(9093),
    REGISTRY(8081),
    CANAL_SERVER(11111),
    CANAL_HTTP(11112),
    PRODUCER(8192),
    CONSUMER(8193),
    QUERY_API(8191);

    private final int defaultPort;

    Endpoint(int defaultPort) {
        this.defaultPort = defaultPort;
    }

    int defaultPort() {
        return defaultPort;
    }

    /** The name as it is written in an option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
