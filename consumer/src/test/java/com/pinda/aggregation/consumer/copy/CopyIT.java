package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

class CopyIT {

    private final String prefix = "c" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable people = SourceTable.of(prefix, "crm.people", "code varchar(20) key", "age int");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
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

        topics.publish(orders.insert(1, 1L, "a"), orders.insert(2, 2L, "it's \\ 中"));
        topics.publish(orders.update(3, 1L, "b"), orders.delete(4, 2L, "it's"));
        topics.publish(orders.insert(5, 3L, "it's \\ 中😀\0\n\"%"));
        target.awaitChanges(5);

        assertThat(target.rows("SELECT id, name, _position FROM orders ORDER BY id"))
                .isEqualTo(List.of(
                        Map.of("id", 1L, "name", "b", "_position", 3L),
                        Map.of("id", 3L, "name", "it's \\ 中😀\0\n\"%", "_position", 5L)));
        assertThat(target.number("SELECT COUNT(*) FROM _copy WHERE first_applied_ms IS NOT NULL"))
                .isOne();
    }

    @Test
    void tablesOfSeveralDatabasesAreCopiedAndATopicThatComesLaterIsWaitedFor() {
        var namesake = SourceTable.of(prefix, "crm.orders", "id bigint key", "name varchar(20)");
        topics.create(orders.topic(), 2);
        target.start("cdc.copy.tables=shop.orders, crm.people, ,crm.orders=crm_orders");
        topics.publish(orders.insert(1, 1L, "shop's"));
        target.awaitChanges(1);

        topics.create(people.topic(), 1);
        topics.create(namesake.topic(), 2);
        topics.publish(people.insert(2, "p", 30), namesake.insert(3, 1L, "crm's"));
        target.awaitChanges(3);

        assertThat(target.rows("SELECT name FROM orders")).isEqualTo(List.of(Map.of("name", "shop's")));
        assertThat(target.rows("SELECT name FROM crm_orders")).isEqualTo(List.of(Map.of("name", "crm's")));
        assertThat(target.rows("SELECT code, age FROM people")).isEqualTo(List.of(Map.of("code", "p", "age", 30)));
        assertThat(target.rows("SELECT copy_name, source_table FROM _copy ORDER BY copy_name"))
                .extracting(row -> row.get("copy_name") + "=" + row.get("source_table"))
                .containsExactly("crm_orders=crm.orders", "orders=shop.orders", "people=crm.people");
    }

    @Test
    void aCopyIsThereBeforeTheFirstChangeAndHasTheConfiguredIndexes() {
        topics.create(orders.topic(), 1);
        topics.publish(orders.insert(1, 1L, "a"));
        target.start("cdc.copy.tables=shop.orders");
        target.awaitChanges(1);
        target.stop();
        target.jdbc().sql("DROP TABLE orders").update();

        target.start("cdc.copy.tables=shop.orders", "cdc.copy.indexes=orders(name,id),orders(name)");

        assertThat(target.rows("SELECT DISTINCT index_name AS i FROM information_schema.statistics"
                        + " WHERE table_schema = DATABASE() AND table_name = 'orders'"))
                .extracting(row -> row.get("i"))
                .containsExactlyInAnyOrder("PRIMARY", "ix_name_id", "ix_name");
    }

    @Test
    void aNewColumnIsAddedAWiderOneWidenedAndOneThatIsGoneIsNullFromThenOn() {
        var later = SourceTable.of(
                prefix, "shop.orders", "id bigint key", "note text", "kind enum('a','b')", "name varchar(40)");
        var last = SourceTable.of(prefix, "shop.orders", "id bigint key", "note text", "kind enum('a','b','c')");
        topics.create(orders.topic(), 1);
        target.start("cdc.copy.tables=shop.orders");

        topics.publish(orders.insert(1, 1L, "old"), orders.insert(2, 2L, "old"));
        topics.publish(later.insert(3, 3L, "n", "b", "a name of more than 20 characters"));
        topics.publish(last.update(4, 1L, "n", "c"));
        target.awaitChanges(4);

        assertThat(target.rows("SELECT id, CONCAT_WS('|', COALESCE(name, 'NULL'), COALESCE(note, 'NULL'),"
                        + " COALESCE(kind, 'NULL')) AS v FROM orders ORDER BY id"))
                .extracting(row -> row.get("v"))
                .containsExactly("NULL|n|c", "old|NULL|NULL", "a name of more than 20 characters|n|b");
    }

    @Test
    void columnsThatNotEverybodyMaySeeAreNotedAndStaySoWhenOldRecordsAreReadAgain() {
        var unmarked = SourceTable.of(prefix, "crm.guests", "id bigint key", "name varchar(20)");
        var marked = SourceTable.of(prefix, "crm.guests", "id bigint key", "name varchar(20) personal");
        topics.create(marked.topic(), 1);
        target.start("cdc.copy.tables=crm.guests");

        topics.publish(marked.insert(1, 1L, "a"));
        target.awaitChanges(1);
        topics.publish(unmarked.insert(2, 2L, "b"));
        target.awaitChanges(2);

        assertThat(target.rows("SELECT copy_name, column_name, sensitivity FROM _sensitive"))
                .isEqualTo(List.of(Map.of("copy_name", "guests", "column_name", "name", "sensitivity", "personal")));
    }

    @Test
    void aKeyThatDiffersFromADeletedOneByCaseStays() {
        topics.create(people.topic(), 4);
        target.start("cdc.copy.tables=crm.people");

        topics.publish(people.insert(1, "ab", 1));
        target.awaitChanges(1);
        topics.publish(people.insert(3, "AB", 2));
        target.awaitChanges(2);
        topics.publish(people.delete(3, "ab", 1));
        target.awaitChanges(3);

        assertThat(target.rows("SELECT code, age FROM people")).isEqualTo(List.of(Map.of("code", "AB", "age", 2)));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void aTableWithoutKeyIsNotCopiedWhichIsSaidAndHoldsNothingUp(CapturedOutput output) {
        var log = SourceTable.of(prefix, "shop.log", "line text");
        topics.create(orders.topic(), 1);
        topics.create(log.topic(), 1);
        target.start("cdc.copy.tables=shop.orders,shop.log");

        topics.publish(log.insert(1, "line"), orders.insert(2, 1L, "a"));

        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM orders")).isOne());
        await().untilAsserted(() -> assertThat(
                        target.number("SELECT next_offset FROM _copy_progress WHERE topic = '" + log.topic() + "'"))
                .isOne());
        assertThat(target.number("SELECT COUNT(*) FROM information_schema.tables"
                        + " WHERE table_schema = DATABASE() AND table_name = 'log'"))
                .isZero();
        assertThat(output).contains("not copied, as it has no key: table=shop.log", "cdc.capture.keys=shop.log(");
    }
}
