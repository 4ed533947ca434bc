package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LostProgressIT {

    private final String prefix = "l" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable people = SourceTable.of(prefix, "crm.people", "code varchar(20) key", "age int");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 4);
        topics.create(people.topic(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void whatTheDatabaseLostIsReadAgainByTheRunningConsumer() {
        target.start("cdc.copy.tables=shop.orders,crm.people", "cdc.copy.threads=1");
        topics.publish(LongStream.rangeClosed(1, 40)
                .mapToObj(id -> orders.insert(id, id, "a"))
                .toArray(SourceTable.Event[]::new));
        topics.publish(people.insert(41, "p", 30));
        target.awaitChanges(41);
        restoreEmptyBackup();

        topics.publish(orders.insert(42, 42L, "a"));

        target.awaitChanges(42);
        assertThat(target.number("SELECT COUNT(*) FROM orders")).isEqualTo(41);
        assertThat(target.number("SELECT COUNT(*) FROM people")).isOne();
    }

    private void restoreEmptyBackup() {
        target.jdbc().sql("DELETE FROM orders").update();
        target.jdbc().sql("DELETE FROM people").update();
        target.jdbc()
                .sql("UPDATE _copy_progress SET next_offset = 0, changes = 0")
                .update();
    }
}
