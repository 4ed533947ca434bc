package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.SchemaChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovedTableIT {

    private final String prefix = "g" + Long.toString(System.nanoTime(), 36);
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
        topics.create(topics.names().schemaChanges(), 1);
        target.start("cdc.copy.tables=shop.orders,crm.people");
        topics.publish(orders.insert(1, 1L, "a"), people.insert(1, "p", 30));
        target.awaitChanges(2);
        target.stop();
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aTableThatIsNotCopiedAnyMoreIsNoCopy() {
        target.start("cdc.copy.tables=shop.orders");

        assertThat(target.rows("SELECT copy_name FROM _copy")).isEqualTo(List.of(Map.of("copy_name", "orders")));
        assertThat(target.number("SELECT COUNT(*) FROM people")).isOne();
    }

    @Test
    void aTableThatIsCopiedAgainFollowsWhatHappenedMeanwhile() {
        target.start("cdc.copy.tables=shop.orders");
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("tms", 2L, 0L, "shop", "orders", "TRUNCATE", "TRUNCATE orders"));
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("tms", 3L, 0L, "crm", "people", "TRUNCATE", "TRUNCATE people"));
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("tms", 4L, 0L, "shop", "orders", "TRUNCATE", "TRUNCATE orders"));
        topics.publish(people.insert(5, "q", 31));
        Target.await()
                .untilAsserted(() -> assertThat(target.number("SELECT truncated_position FROM _copy"))
                        .isEqualTo(4));
        target.stop();

        target.start("cdc.copy.tables=shop.orders,crm.people");

        Target.await()
                .untilAsserted(() ->
                        assertThat(target.rows("SELECT code FROM people")).isEqualTo(List.of(Map.of("code", "q"))));
    }
}
