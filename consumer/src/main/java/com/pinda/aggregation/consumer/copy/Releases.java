package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.DeadLetters;
import com.pinda.aggregation.consumer.deadletter.ParkedMetrics;
import com.pinda.aggregation.consumer.deadletter.ParkedRecords;
import com.pinda.aggregation.schema.wire.RegistryException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;

/** Tries again, now and then, what is parked of the partitions that this consumer has. */
@Component
final class Releases {

    private static final Logger log = LoggerFactory.getLogger(Releases.class);

    private final ParkedRecords parked;
    private final Release release;
    private final DeadLetters deadLetters;
    private final ParkedMetrics metrics;
    private final ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> container;
    private final TaskScheduler scheduler;
    private final Duration retry;
    private final String group;

    Releases(
            ParkedRecords parked,
            Release release,
            DeadLetters deadLetters,
            ParkedMetrics metrics,
            @Qualifier("copyContainer") ObjectProvider<ConcurrentMessageListenerContainer<byte[], byte[]>> container,
            TaskScheduler scheduler,
            CopyProperties properties) {
        this.parked = parked;
        this.release = release;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.container = container;
        this.scheduler = scheduler;
        this.retry = properties.badChangeRetry();
        this.group = properties.group();
    }

    void start() {
        var unused = scheduler.scheduleWithFixedDelay(this::round, retry);
    }

    private void round() {
        var assigned = container.getObject().getAssignedPartitions();
        var own = assigned == null ? Set.<TopicPartition>of() : Set.copyOf(assigned);
        try {
            parked.partitions().stream().filter(own::contains).forEach(this::release);
        } catch (DataAccessException | TransactionException e) {
            log.warn("parked records not tried, tried again: reason={}", e.getMessage());
        }
        deadLetters.publishSoon(own, group);
        metrics.look();
    }

    /** From the first parked record to the last, page by page. */
    private void release(TopicPartition partition) {
        var blocked = new HashSet<ByteBuffer>();
        try {
            for (var page = parked.page(partition, -1); !page.isEmpty(); page = next(partition, page)) {
                release.apply(partition, page, blocked);
            }
        } catch (RegistryException | LostProgressException | MovedCopyException | BadChangeException e) {
            log.warn("parked records not tried, tried again: partition={} reason={}", partition, e.getMessage());
        }
    }

    private List<ParkedRecords.Entry> next(TopicPartition partition, List<ParkedRecords.Entry> page) {
        return parked.page(partition, page.get(page.size() - 1).offset());
    }
}
