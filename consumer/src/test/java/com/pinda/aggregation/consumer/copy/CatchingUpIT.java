package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.Checkpoint;
import com.pinda.aggregation.schema.Heartbeat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatchingUpIT {

    private static final long NOW = 1_800_000_000_000L;
    private static final long THREE_HOURS_AGO = NOW - 3 * 3_600_000L;

    private final String prefix = "u" + Long.toString(System.nanoTime(), 36);
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(topics.names().checkpoint(), 1);
        topics.create(topics.names().heartbeat(), 1);
        target.start("cdc.copy.tables=shop.orders");
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aCaptureThatPublishesWhatIsLongPastIsNotUpToDate() {
        topics.publish(topics.names().checkpoint(), checkpoint(7, THREE_HOURS_AGO));

        Target.await()
                .untilAsserted(() -> assertThat(target.number("SELECT position FROM _capture"))
                        .isEqualTo(7));
        assertThat(target.number("SELECT alive_ts_ms FROM _capture")).isEqualTo(THREE_HOURS_AGO);
    }

    @Test
    void aCaptureThatFindsNothingNewerIs() {
        topics.publish(topics.names().checkpoint(), checkpoint(7, THREE_HOURS_AGO));
        Target.await()
                .untilAsserted(() -> assertThat(target.number("SELECT position FROM _capture"))
                        .isEqualTo(7));

        topics.publish(topics.names().heartbeat(), new Heartbeat("tms", 7L, NOW));

        Target.await()
                .untilAsserted(() -> assertThat(target.number("SELECT alive_ts_ms FROM _capture"))
                        .isEqualTo(NOW));
    }

    private static Checkpoint checkpoint(long position, long commitTsMs) {
        return Checkpoint.newBuilder()
                .setDestination("tms")
                .setPosition(position)
                .setFile("mysql-bin.000001")
                .setPos(position)
                .setOrdinal(0)
                .setServerId(1L)
                .setCommitTsMs(commitTsMs)
                .setPublishedTsMs(NOW)
                .setComplete(true)
                .setChanges(1L)
                .setEnds(List.of())
                .build();
    }
}
