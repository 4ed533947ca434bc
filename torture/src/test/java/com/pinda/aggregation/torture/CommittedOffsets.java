package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.rig.Rig;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;

/** The offsets that the copies' group has committed, beside what is applied. */
final class CommittedOffsets {

    private CommittedOffsets() {}

    /** Whether more is applied of a partition than is committed. */
    static boolean areBehind(Rig rig) throws Exception {
        try (var admin = Admin.create(Map.of("bootstrap.servers", rig.bootstrapServers()));
                var target = rig.target().connect(Rig.TARGET);
                var statement = target.createStatement();
                var applied = statement.executeQuery("SELECT topic, partition_id, next_offset FROM _copy_progress")) {
            var committed = admin.listConsumerGroupOffsets(Rig.COPY_GROUP)
                    .partitionsToOffsetAndMetadata()
                    .get();
            while (applied.next()) {
                var offset = committed.get(new TopicPartition(applied.getString(1), applied.getInt(2)));
                if (applied.getLong(3) > (offset == null ? 0 : offset.offset())) {
                    return true;
                }
            }
            return false;
        }
    }
}
