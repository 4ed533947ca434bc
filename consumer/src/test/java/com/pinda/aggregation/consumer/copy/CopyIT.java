package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyIT {

    private final String prefix = "c" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders =
            SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)", "amount decimal(10,2)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void start() {
        topics = new Topics(prefix);
        target = new Target(prefix);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void changesOfATableAreInItsCopy() {
        topics.create(orders.topic(), 4);
        target.start("cdc.copy.tables=shop.orders");

        topics.publish(orders.insert(1, 1L, "a", null), orders.insert(2, 2L, "it's \\ 中", null));
        topics.publish(orders.update(3, 1L, "b", null), orders.delete(4, 2L, "it's", null));
        topics.publish(orders.insert(5, 3L, "it's \\ 中😀", null));

        await().untilAsserted(() -> assertThat(target.rows("SELECT id, name, _position FROM orders ORDER BY id"))
                .isEqualTo(List.of(
                        Map.of("id", 1L, "name", "b", "_position", 3L),
                        Map.of("id", 3L, "name", "it's \\ 中😀", "_position", 5L))));
        assertThat(target.number("SELECT SUM(changes) FROM _copy_progress")).isEqualTo(5);
        assertThat(target.number("SELECT COUNT(*) FROM _copy WHERE first_applied_ms IS NOT NULL"))
                .isOne();
    }
}
