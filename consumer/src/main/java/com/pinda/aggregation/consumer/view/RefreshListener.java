package com.pinda.aggregation.consumer.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.listener.BatchMessageListener;

/**
 * Hands the keys of one lane of a view to its {@link Refresher}, each once a poll. A permit for each such batch keeps
 * wide changes from taking all the writers.
 */
final class RefreshListener implements BatchMessageListener<byte[], byte[]> {

    private final String view;
    private final Lane lane;
    private final Refresher refresher;
    private final Semaphore permits;

    RefreshListener(String view, Lane lane, Refresher refresher, Semaphore permits) {
        this.view = view;
        this.lane = lane;
        this.refresher = refresher;
        this.permits = permits;
    }

    @Override
    public void onMessage(List<ConsumerRecord<byte[], byte[]>> records) {
        var keys = new LinkedHashSet<ViewKey>();
        var published = new HashSet<ViewKey>();
        var next = new HashMap<Spot, Long>();
        for (var record : records) {
            var bytes = record.key() == null ? new byte[0] : record.key();
            var key = new ViewKey(new String(bytes, UTF_8));
            keys.add(key);
            if (record.value() != null) {
                published.add(key);
            }
            next.merge(new Spot(view, lane, record.partition()), record.offset() + 1, Math::max);
        }
        permits.acquireUninterruptibly();
        try {
            refresher.refresh(keys, published, next);
        } finally {
            permits.release();
        }
    }
}
