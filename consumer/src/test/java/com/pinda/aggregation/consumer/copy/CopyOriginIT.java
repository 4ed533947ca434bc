package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.SchemaChange;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;

/** A table holds all of its topic, whatever was the copy before, and of what. */
class CopyOriginIT {

    private static final String BOTH = "cdc.copy.tables=shop.orders,shop.bills";

    private final String prefix = "o" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable bills = SourceTable.of(prefix, "shop.bills", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;
    private ConfigurableApplicationContext first;

    @BeforeEach
    void applyBoth() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 4);
        topics.create(bills.topic(), 4);
        topics.create(topics.names().schemaChanges(), 1);
        first = target.start(BOTH, "cdc.copy.threads=1");
        topics.publish(events(orders, 1, 40, "order"));
        topics.publish(events(bills, 1, 20, "bill"));
        target.awaitChanges(60);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aTableWithANewNameIsFilledFromTheBeginning() {
        target.stop();

        target.start("cdc.copy.tables=shop.orders=invoices,shop.bills");

        await().untilAsserted(() -> assertThat(count("invoices")).isEqualTo(40));
        target.awaitChanges(60);
    }

    @Test
    void aTableThatWasDroppedIsFilledFromTheBeginning() {
        target.stop();
        target.jdbc().sql("DROP TABLE orders").update();

        target.start(BOTH);

        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(40));
        target.awaitChanges(60);
    }

    @Test
    void aTableThatIsDroppedWhileItIsAppliedIsFilledFromTheBeginning() {
        target.jdbc().sql("DROP TABLE orders").update();

        topics.publish(orders.insert(100, 100L, "order"));

        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(41));
        target.awaitChanges(61);
    }

    @Test
    void aTableOfAnotherTopicIsRefusedUntilItIsDropped() {
        target.stop();
        target.start("cdc.copy.tables=shop.orders=bills,shop.bills=orders");
        topics.publish(orders.insert(100, 100L, "order"));
        await().untilAsserted(() -> assertThat(target.health().getDetails().toString())
                .contains("table bills cannot be the copy of shop.orders", "drop the table bills"));
        assertThat(target.number("SELECT COUNT(*) FROM bills WHERE name <> 'bill'"))
                .isZero();

        target.jdbc().sql("DROP TABLE bills").update();

        await().untilAsserted(() -> assertThat(count("bills")).isEqualTo(41));
        assertThat(target.number("SELECT COUNT(*) FROM bills WHERE name <> 'order'"))
                .isZero();
        target.stop();

        target.start("cdc.copy.tables=shop.orders=bills,shop.bills=orders");
        topics.publish(bills.insert(100, 100L, "bill"));
        await().untilAsserted(() -> assertThat(target.health().getDetails().toString())
                .contains("table orders cannot be the copy of shop.bills"));
        assertThat(target.number("SELECT COUNT(*) FROM orders WHERE name = 'bill'"))
                .isZero();
        target.jdbc().sql("DROP TABLE orders").update();

        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(21));
        assertThat(target.number("SELECT COUNT(*) FROM orders WHERE name <> 'bill'"))
                .isZero();
    }

    @Test
    void aConsumerWithTheOldNameAppliesNothingMoreOfATopicThatIsReadAgainForTheNew() {
        var second = CompletableFuture.runAsync(() -> target.start("cdc.copy.tables=shop.orders=invoices,shop.bills"));
        await().untilAsserted(() -> assertThat(count("invoices")).isZero());

        topics.publish(orders.insert(100, 100L, "order"));

        await().untilAsserted(() -> assertThat(
                        first.getBean(CopyHealth.class).health().getDetails().toString())
                .contains("table orders cannot be the copy of shop.orders", "applied to invoices"));
        first.close();
        second.join();
        await().untilAsserted(() -> assertThat(count("invoices")).isEqualTo(41));
        target.awaitChanges(61);
    }

    @Test
    void aQuietTableThatIsMadeAgainIsFilledWhileOthersKeepItsConsumerBusy() {
        var over = new AtomicBoolean();
        var published = CompletableFuture.runAsync(() -> {
            for (long id = 100; !over.get(); id++) {
                topics.publish(orders.insert(id, id, "order"));
            }
        });
        await().untilAsserted(() -> assertThat(count("orders")).isGreaterThan(40));
        target.start(BOTH, "cdc.copy.threads=1");
        first.close();
        target.jdbc().sql("DROP TABLE bills").update();

        var third = CompletableFuture.runAsync(() -> target.start(BOTH, "cdc.copy.threads=1"));

        await().untilAsserted(() -> assertThat(count("bills")).isEqualTo(20));
        over.set(true);
        published.join();
        third.join();
    }

    @Test
    void aTruncateOfLongAgoTakesNoRowsOfATableThatIsRefused() {
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("tms", 5L, 0L, "shop", "orders", "TRUNCATE", "TRUNCATE orders"));
        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(35));
        target.stop();

        target.start("cdc.copy.tables=shop.orders=bills,shop.bills=orders");

        await().untilAsserted(() -> assertThat(
                        target.number("SELECT truncated_position FROM _copy WHERE copy_name = 'bills'"))
                .isEqualTo(5));
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("tms", 6L, 0L, "shop", "bills", "TRUNCATE", "TRUNCATE bills"));
        await().untilAsserted(() -> assertThat(
                        target.number("SELECT truncated_position FROM _copy WHERE copy_name = 'orders'"))
                .isEqualTo(6));
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM _truncating")).isZero());
        assertThat(count("bills")).isEqualTo(20);
        assertThat(count("orders")).isEqualTo(35);
    }

    @Test
    void aTombstoneOfATableThatWasDroppedHasItMadeAgainToo() {
        topics.publishRaw(orders.topic(), topics.keyOf(orders.insert(1, 1L, "order")), null);
        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(39));
        target.jdbc().sql("DROP TABLE orders").update();

        topics.publishRaw(orders.topic(), topics.keyOf(orders.insert(1, 1L, "order")), null);

        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(39));
    }

    @Test
    void whatATruncateTookBeforeTheTableWasMadeAgainStaysAway() {
        topics.publish(
                topics.names().schemaChanges(),
                new SchemaChange("tms", 30L, 0L, "shop", "orders", "TRUNCATE", "TRUNCATE orders"));
        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(10));

        target.jdbc().sql("DROP TABLE orders").update();
        topics.publish(orders.insert(100, 100L, "order"));

        await().untilAsserted(() -> assertThat(count("orders")).isEqualTo(11));
        target.awaitChanges(61);
        assertThat(target.number("SELECT MIN(_position) FROM orders")).isEqualTo(31);
    }

    @Test
    void aTableWhoseTopicWentToAnotherMeanwhileIsRefused() {
        target.stop();
        target.start("cdc.copy.tables=shop.orders=invoices,shop.bills");
        await().untilAsserted(() -> assertThat(count("invoices")).isEqualTo(40));
        target.stop();

        target.start(BOTH);
        topics.publish(orders.insert(100, 100L, "order"));

        await().untilAsserted(() -> assertThat(target.health().getDetails().toString())
                .contains("table orders cannot be the copy of shop.orders", "applied to invoices"));
    }

    private long count(String table) {
        return target.number("SELECT COUNT(*) FROM " + table);
    }

    private static SourceTable.Event[] events(SourceTable table, int from, int to, String name) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(id -> table.insert(id, id, name))
                .toArray(SourceTable.Event[]::new);
    }
}
