package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** With nothing parked a record that cannot be applied stops its partition. */
class StoppedPartitionIT {

    private static final String PARK_NOTHING = "cdc.copy.max-parked=0";

    private final String prefix = "s" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable people = SourceTable.of(prefix, "crm.people", "code varchar(20) key", "age int");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 1);
        topics.create(people.topic(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aPartitionFlowsAgainOnceTheTableIsMended() {
        var stopped = target.start("cdc.copy.tables=shop.orders,crm.people", PARK_NOTHING)
                .getBean(StoppedPartitions.class);
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);
        target.jdbc().sql("ALTER TABLE orders MODIFY name VARCHAR(1)").update();
        topics.publish(orders.insert(2, 2L, "long"), orders.insert(3, 3L, "b"), people.insert(4, "p", 30));
        await().untilAsserted(() -> assertThat(stopped.reasons()).hasSize(1));
        target.awaitChanges(2);

        target.jdbc().sql("ALTER TABLE orders MODIFY name VARCHAR(20)").update();

        target.awaitChanges(4);
        target.awaitParked();
        assertThat(target.rows("SELECT name FROM orders ORDER BY id"))
                .isEqualTo(List.of(Map.of("name", "a"), Map.of("name", "long"), Map.of("name", "b")));
        await().untilAsserted(() -> assertThat(stopped.reasons()).isEmpty());
    }

    @Test
    void aPollThatWasTriedAgainIsCommittedUpToItsBadChange() {
        var stopped = target.start("cdc.copy.tables=shop.orders", PARK_NOTHING, "cdc.copy.bad-change-retry=1m")
                .getBean(StoppedPartitions.class);
        topics.publish(orders.insert(1, 1L, "a"));
        target.awaitChanges(1);
        target.jdbc().sql("ALTER TABLE orders MODIFY name VARCHAR(1)").update();

        Servers.database().stop();
        try {
            topics.publish(orders.insert(2, 2L, "b"), orders.insert(3, 3L, "long"), orders.insert(4, 4L, "d"));
            await().untilAsserted(() -> assertThat(target.health().getStatus()).isEqualTo(Status.DOWN));
        } finally {
            Servers.database().resume();
        }
        await().untilAsserted(() -> assertThat(stopped.reasons()).hasSize(1));

        // the bad change, the one behind it, and the end of their transaction
        await().during(Duration.ofSeconds(3))
                .untilAsserted(() -> assertThat(Polls.groupLag(prefix + "-copy", orders.topic()))
                        .isEqualTo(3));
    }
}
