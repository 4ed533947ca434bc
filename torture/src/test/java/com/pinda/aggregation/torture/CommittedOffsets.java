package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.rig.Rig;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The offsets that the copies' group has committed, beside what is applied. */
final class CommittedOffsets {

    private CommittedOffsets() {}

    /** Whether more is applied of a partition than is committed. */
    static boolean areBehind(Rig rig) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrapServers()))) {
            var applied = applied(rig);
            var committed = admin.listConsumerGroupOffsets(Rig.COPY_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return applied.entrySet().stream().anyMatch(next -> {
                var offset = committed.get(next.getKey());
                return next.getValue() > (offset == null ? 0 : offset.offset());
            });
        }
    }

    /** The first offset of each partition that is not applied. */
    static Map<TopicPartition, Long> applied(Rig rig) throws SQLException {
        try (var target = rig.target().connect(Rig.TARGET);
                var statement = target.createStatement();
                var rows = statement.executeQuery("SELECT topic, partition_id, next_offset FROM _copy_progress")) {
            var next = new HashMap<TopicPartition, Long>();
            while (rows.next()) {
                next.put(new TopicPartition(rows.getString(1), rows.getInt(2)), rows.getLong(3));
            }
            return next;
        }
    }
}
