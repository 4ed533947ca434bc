package com.pinda.aggregation.consumer.view.topic;

import java.util.List;

/**
 * Keys whose rows are not known to be in the topic as they are.
 *
 * @param id of the row that keeps them in the outbox
 * @param keys each as JSON
 */
public record UnpublishedKeys(long id, List<String> keys) {

    public UnpublishedKeys {
        keys = List.copyOf(keys);
    }
}
