package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.SchemaChange;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class DroppedTableIT {

    private final String prefix = "d" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 2);
        topics.create(topics.names().schemaChanges(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aTableThatWasDroppedAndMadeAgainHasItsNewRowsAlone() {
        target.start("cdc.copy.tables=shop.orders");
        topics.publish(orders.insert(1, 1L, "old"), orders.insert(1, 2L, "old"));
        target.awaitChanges(2);

        topics.publish(topics.names().schemaChanges(), statement(2, "ERASE", "DROP TABLE `orders`"));
        topics.publish(topics.names().schemaChanges(), statement(3, "CREATE", "CREATE TABLE orders (id bigint)"));
        topics.publish(orders.insert(4, 2L, "new"), orders.insert(4, 3L, "new"));

        Target.await()
                .untilAsserted(() -> assertThat(rows())
                        .containsExactly(Map.of("id", 2L, "name", "new"), Map.of("id", 3L, "name", "new")));
    }

    @Test
    void aTemporaryTableOfThatNameIsAnotherTable() {
        target.start("cdc.copy.tables=shop.orders");
        topics.publish(orders.insert(1, 1L, "kept"), orders.insert(9, 2L, "kept"));
        target.awaitChanges(2);

        topics.publish(
                topics.names().schemaChanges(),
                statement(5, "ERASE", "DROP /*!40005 TEMPORARY */ TABLE IF EXISTS `orders`"));
        topics.publish(topics.names().schemaChanges(), statement(1, "TRUNCATE", "TRUNCATE orders"));

        Target.await().untilAsserted(() -> assertThat(rows()).containsExactly(Map.of("id", 2L, "name", "kept")));
        assertThat(target.number("SELECT truncated_position FROM _copy")).isOne();
    }

    @Test
    void whatAPersonMustDoIsTold(CapturedOutput output) {
        target.start("cdc.copy.tables=shop.orders");

        topics.publish(
                topics.names().schemaChanges(),
                statement(7, "RENAME", "ALTER TABLE orders CHANGE name title varchar(20), DROP old, RENAME TO bills"));

        Target.await()
                .untilAsserted(() -> assertThat(output.getAll().lines())
                        .anyMatch(line -> line.contains("ERROR") && line.contains("renamed, the copy keeps its rows"))
                        .anyMatch(line -> line.contains("ERROR")
                                && line.contains("UPDATE orders SET new = old WHERE _position < 7"))
                        .anyMatch(line -> line.contains("WARN") && line.contains("a column was dropped")));
    }

    private SchemaChange statement(long position, String type, String ddl) {
        return new SchemaChange("tms", position, 0L, "shop", "orders", type, ddl);
    }

    private List<Map<String, Object>> rows() {
        return target.rows("SELECT id, name FROM orders ORDER BY id");
    }
}
