package com.pinda.aggregation.consumer.copy;

import org.apache.avro.generic.GenericRecord;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How far each capture has read its source, by its own word. */
@Component
final class Captures {

    // `position` is set last: MySQL assigns left to right, and each guard reads the old one.
    private static final String CHECKPOINT = """
            INSERT INTO _capture (destination, position, file, pos, gtid, commit_ts_ms, alive_ts_ms)
            VALUES (:destination, :position, :file, :pos, :gtid, :commitTsMs, :commitTsMs)
            ON DUPLICATE KEY UPDATE
              file = IF(VALUES(position) >= position, VALUES(file), file),
              pos = IF(VALUES(position) >= position, VALUES(pos), pos),
              gtid = IF(VALUES(position) >= position, VALUES(gtid), gtid),
              commit_ts_ms = IF(VALUES(position) >= position, VALUES(commit_ts_ms), commit_ts_ms),
              alive_ts_ms = GREATEST(alive_ts_ms, VALUES(alive_ts_ms)),
              position = GREATEST(position, VALUES(position))
            """;

    private static final String HEARTBEAT = """
            UPDATE _capture SET alive_ts_ms = GREATEST(alive_ts_ms, :aliveTsMs)
            WHERE destination = :destination AND position >= :position
            """;

    private final JdbcClient jdbc;

    Captures(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Notes what was published. When that was says nothing: a capture that is behind publishes what is long past. */
    void checkpoint(GenericRecord checkpoint) {
        jdbc.sql(CHECKPOINT)
                .param("destination", checkpoint.get("destination"))
                .param("position", checkpoint.get("position"))
                .param("file", checkpoint.get("file"))
                .param("pos", checkpoint.get("pos"))
                .param("gtid", checkpoint.get("gtid"))
                .param("commitTsMs", checkpoint.get("commit_ts_ms"))
                .update();
    }

    /**
     * Notes that there was nothing after a checkpoint. Where that checkpoint was not met yet, nothing is noted: the
     * partitions' ends are not known, and the next heartbeat comes soon.
     */
    void heartbeat(GenericRecord heartbeat) {
        jdbc.sql(HEARTBEAT)
                .param("destination", heartbeat.get("destination"))
                .param("position", heartbeat.get("position"))
                .param("aliveTsMs", heartbeat.get("ts_ms"))
                .update();
    }
}
