package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.EndlessRetry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.stereotype.Component;

/**
 * What is wrong with views, by their names. It is UP all the same: a view that cannot be kept keeps neither the copies
 * nor other views from it, and a restart would mend nothing.
 */
@Component("viewHealthIndicator")
final class ViewHealth implements HealthIndicator {

    private static final Logger log = LoggerFactory.getLogger(ViewHealth.class);

    private final Map<String, String> waiting = new ConcurrentHashMap<>();
    private final Map<String, List<String>> slow = new ConcurrentHashMap<>();
    private final Map<String, String> building = new ConcurrentHashMap<>();
    private final Map<String, String> unpublished = new ConcurrentHashMap<>();
    private final Map<Thread, String> failing = new ConcurrentHashMap<>();

    @Override
    public Health health() {
        var reasons = new TreeMap<String, Object>(slow);
        building.forEach((view, step) -> reasons.put(view + " anew", step));
        reasons.putAll(waiting);
        unpublished.forEach((view, reason) -> reasons.put(view + ", its topic", reason));
        failing.forEach((thread, reason) -> reasons.put(thread.getName(), reason));
        return Health.up().withDetails(reasons).build();
    }

    /** Why a view is not kept yet; null where it is. True where that is news. */
    boolean waiting(String view, @Nullable String reason) {
        if (reason == null) {
            return waiting.remove(view) != null;
        }
        return !reason.equals(waiting.put(view, reason));
    }

    /** How far a view is that is built anew; null where none is. True where that is news. */
    boolean building(String view, @Nullable String step) {
        return step == null ? building.remove(view) != null : !step.equals(building.put(view, step));
    }

    /** Why what becomes of a view's rows is not published; null where it is. True where that is news. */
    boolean unpublished(String view, @Nullable String reason) {
        if (reason == null) {
            return unpublished.remove(view) != null;
        }
        return !reason.equals(unpublished.put(view, reason));
    }

    /** What makes a view slow; nothing where it is not. True where that is news. */
    boolean slow(String view, List<String> findings) {
        return findings.isEmpty() ? slow.remove(view) != null : !findings.equals(slow.put(view, findings));
    }

    static String reason(Throwable failure) {
        var cause = NestedExceptionUtils.getMostSpecificCause(failure);
        return failure instanceof DataAccessException data
                ? com.pinda.aggregation.consumer.copy.Sql.reason(data)
                : String.valueOf(cause.getMessage());
    }

    /** Watches the polls of one view. */
    final class Watcher implements EndlessRetry.Watcher, BatchInterceptor<byte[], byte[]> {

        private final String view;

        Watcher(String view) {
            this.view = view;
        }

        @Override
        public ConsumerRecords<byte[], byte[]> intercept(
                ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            return records;
        }

        @Override
        public void success(ConsumerRecords<byte[], byte[]> records, Consumer<byte[], byte[]> consumer) {
            letGo();
        }

        @Override
        public void letGo() {
            failing.remove(Thread.currentThread());
        }

        @Override
        public void failedDelivery(ConsumerRecords<?, ?> records, Exception failure, int attempt) {
            var reason = reason(NestedExceptionUtils.getMostSpecificCause(failure));
            failing.put(Thread.currentThread(), reason);
            log.warn("not refreshed, trying again: view={} attempt={} reason={}", view, attempt, reason);
            log.debug("not refreshed: view={}", view, failure);
        }

        @Override
        public void failedDelivery(ConsumerRecord<?, ?> record, @Nullable Exception failure, int attempt) {
            throw new IllegalStateException("records are taken in batches", failure);
        }
    }
}
