package com.pinda.aggregation.consumer.copy;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
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
     * Sets the group back to what the database has applied where it is ahead of that, as after a backup of the database
     * was restored: what lies between would be missing in the copies and nobody would know.
     *
     * @param nextOffsets the first offset of each partition that was not applied yet
     * @throws KafkaException where that cannot be; the group has to have no running consumer
     */
    void setBackTo(Map<TopicPartition, Long> nextOffsets) {
        try (var admin = Admin.create(settings)) {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            var back = new HashMap<TopicPartition, OffsetAndMetadata>();
            committed.forEach((partition, offset) -> {
                var next = nextOffsets.getOrDefault(partition, 0L);
                if (topics.contains(partition.topic()) && offset != null && offset.offset() > next) {
                    back.put(partition, new OffsetAndMetadata(next));
                }
            });
            if (!back.isEmpty()) {
                log.warn("group is ahead of the database and is set back: group={} offsets={}", group, back);
                admin.alterConsumerGroupOffsets(group, back).all().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException e) {
            throw new KafkaException("cannot compare the offsets of group " + group + " with the database's", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the offsets of group " + group, e);
        }
    }
}
