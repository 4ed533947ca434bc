package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the group's offsets tell Kafka's tools: not each poll is committed, but in the end all are. */
class OffsetCommitsIT {

    private static final int CHANGES = 20;

    /** The end of the last transaction is a record of its own, which nobody reads. */
    private static final long NOTHING_LEFT = 1;

    private final String prefix = "c" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 1);
        target.start("cdc.copy.tables=shop.orders");
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aConsumerThatEndsHasCommittedWhatItApplied() {
        publishOneByOne();
        target.stop();

        assertThat(lag()).isEqualTo(NOTHING_LEFT);
    }

    @Test
    void aConsumerThatGetsNothingMoreHasCommittedWhatItApplied() {
        publishOneByOne();

        await().untilAsserted(() -> assertThat(lag()).isEqualTo(NOTHING_LEFT));
    }

    /** Faster than offsets are committed. */
    private void publishOneByOne() {
        for (int i = 1; i <= CHANGES; i++) {
            topics.publish(orders.insert(i, (long) i, "a"));
        }
        target.awaitChanges(CHANGES);
    }

    private long lag() {
        return Polls.groupLag(prefix + "-copy", orders.topic());
    }
}
