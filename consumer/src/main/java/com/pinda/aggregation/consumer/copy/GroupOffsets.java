package com.pinda.aggregation.consumer.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/** The offsets that Kafka keeps for the group of the copies. */
@Component
final class GroupOffsets {

    private static final Logger log = LoggerFactory.getLogger(GroupOffsets.class);

    private static final long TIMEOUT_SECONDS = 30;

    private final Map<String, Object> settings;
    private final String group;
    private final Set<String> topics;

    GroupOffsets(KafkaAdmin admin, CopyProperties properties) {
        this.settings = admin.getConfigurationProperties();
        this.group = properties.group();
        this.topics =
                properties.copiedTables().stream().map(CopiedTable::topic).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * How far the group says that it read each partition.
     *
     * @throws KafkaException where the broker does not say
     */
    Map<TopicPartition, Long> committed() {
        var offsets = with(admin -> admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        var committed = new HashMap<TopicPartition, Long>();
        offsets.forEach((partition, offset) -> {
            if (topics.contains(partition.topic()) && offset != null) {
                committed.put(partition, offset.offset());
            }
        });
        return committed;
    }

    /**
     * Sets the group back to what the database has applied where it is ahead of that, as after a backup of the database
     * was restored: what lies between would be missing in the copies and nobody would know.
     *
     * @param committed the group's offsets, read before the database's: a consumer that is running writes to the
     *     database first, so that none of its offsets is ahead of what is read later
     * @param nextOffsets the first offset of each partition that was not applied yet
     * @throws KafkaException where that cannot be; the group has to have no running consumer
     */
    void setBack(Map<TopicPartition, Long> committed, Map<TopicPartition, Long> nextOffsets) {
        var back = new HashMap<TopicPartition, OffsetAndMetadata>();
        committed.forEach((partition, offset) -> {
            var next = nextOffsets.getOrDefault(partition, 0L);
            if (offset > next) {
                back.put(partition, new OffsetAndMetadata(next));
            }
        });
        if (!back.isEmpty()) {
            log.warn("group is ahead of the database and is set back: group={} offsets={}", group, back);
            with(admin -> admin.alterConsumerGroupOffsets(group, back).all());
        }
    }

    private <T> T with(Function<Admin, KafkaFuture<T>> request) {
        try (var admin = Admin.create(settings)) {
            return request.apply(admin).get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot compare the offsets of group " + group + " with the database's", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the offsets of group " + group, e);
        }
    }
}
