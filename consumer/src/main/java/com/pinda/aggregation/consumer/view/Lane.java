package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.schema.TopicNames;

/** The two ways of keys to a view's writers: what one change touches does not wait for what touches very many. */
enum Lane {
    FAST("fast"),
    BULK("bulk");

    private final String id;

    Lane(String id) {
        this.id = id;
    }

    static Lane of(String id) {
        return id.equals(FAST.id) ? FAST : BULK;
    }

    /** As it is in the database. */
    String id() {
        return id;
    }

    String topic(TopicNames topics, String view) {
        return switch (this) {
            case FAST -> topics.refresh(view);
            case BULK -> topics.bulkRefresh(view);
        };
    }
}
