package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledFuture;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;

/**
 * Partitions that wait in front of a record that cannot be applied. After a while each is read again from that record;
 * the others flow. Nothing is passed over.
 */
@Component
final class StoppedPartitions {

    private static final Logger log = LoggerFactory.getLogger(StoppedPartitions.class);

    private final Duration retry;
    private final TaskScheduler scheduler;
    private final ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> container;
    private final Map<TopicPartition, Stop> stops = new ConcurrentHashMap<>();

    StoppedPartitions(
            CopyProperties properties,
            TaskScheduler scheduler,
            @Qualifier("copyContainer") ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> container) {
        this.retry = properties.badChangeRetry();
        this.scheduler = scheduler;
        this.container = container;
    }

    /** Stops the partitions that failed, of those that were read; on the consumer's own thread. */
    void update(Set<TopicPartition> read, Map<TopicPartition, BadChangeException> failed, Consumer<?, ?> consumer) {
        for (var partition : read) {
            var failure = failed.get(partition);
            if (failure != null) {
                stop(failure, consumer);
            } else if (forget(partition)) {
                log.info("partition flows again: partition={}", partition);
            }
        }
    }

    /**
     * The container alone pauses, before its next poll: it resumes no partition that it did not pause itself. A poll
     * that was tried again may have outlived its partitions.
     */
    private void stop(BadChangeException failure, Consumer<?, ?> consumer) {
        var partition = failure.partition();
        if (!consumer.assignment().contains(partition)) {
            forget(partition);
            return;
        }
        consumer.seek(partition, failure.offset());
        container.getObject().pausePartition(partition);
        var resume = scheduler.schedule(() -> resume(partition), Instant.now().plus(retry));
        var known = stops.put(partition, new Stop(failure, resume));
        if (known != null) {
            known.resume.cancel(false);
        }
        if (known == null || known.failure.offset() != failure.offset()) {
            // without its cause, which may quote the row
            log.error(
                    "partition stopped, tried again every {}: partition={} reason={}",
                    retry,
                    partition,
                    failure.getMessage());
        }
    }

    private boolean forget(TopicPartition partition) {
        var stop = stops.remove(partition);
        if (stop != null) {
            stop.resume.cancel(false);
        }
        return stop != null;
    }

    /** Also in containers that lost the partition: it would find its request again when it comes back. */
    private void resume(TopicPartition partition) {
        container.getObject().getContainers().forEach(each -> each.resumePartition(partition));
    }

    /** Partitions are another consumer's now. */
    void gone(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> {
            if (forget(partition)) {
                resume(partition);
            }
        });
    }

    /** Why each partition is stopped, by its name. */
    Map<String, String> reasons() {
        var reasons = new TreeMap<String, String>();
        stops.forEach((partition, stop) -> reasons.put(partition.toString(), stop.failure.getMessage()));
        return reasons;
    }

    private record Stop(BadChangeException failure, ScheduledFuture<?> resume) {}
}
