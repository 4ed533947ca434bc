package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Of a row that was deleted long ago, compaction leaves the tombstone, and then nothing. */
class CompactedTopicIT {

    private final String prefix = "t" + Long.toString(System.nanoTime(), 36);
    private final SourceTable parts = SourceTable.of(
            prefix, "shop.parts", "name varchar(20)", "code varchar(20) key", "made date key", "price decimal(10,2)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(parts.topic(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aTombstoneWithoutItsDeleteDeletesItsRowAlone() {
        target.start("cdc.copy.tables=shop.parts");
        topics.publish(parts.insert(1, "bolt", "it's", 7, null), parts.insert(2, "nut", "it's", 8, null));
        target.awaitChanges(2);

        topics.publishRaw(parts.topic(), topics.keyOf(parts.delete(3, "bolt", "it's", 7, null)), null);
        topics.publish(parts.insert(4, "screw", "new", 7, null));
        target.awaitChanges(3);

        assertThat(names()).containsExactly("nut", "screw");
    }

    @Test
    void aConsumerThatStartsWithATombstoneKnowsItsTable() {
        target.start("cdc.copy.tables=shop.parts");
        topics.publish(parts.insert(1, "bolt", "b", 7, null), parts.insert(2, "nut", "n", 7, null));
        target.awaitChanges(2);
        target.stop();
        topics.publishRaw(parts.topic(), topics.keyOf(parts.delete(3, "bolt", "b", 7, null)), null);

        target.start("cdc.copy.tables=shop.parts");

        Target.await().untilAsserted(() -> assertThat(names()).containsExactly("nut"));
    }

    @Test
    void aTombstoneBehindAnythingButItsDeleteDeletesTheRowToo() {
        topics.publish(parts.insert(1, "bolt", "b", 7, null), parts.insert(2, "nut", "n", 7, null));
        topics.publishRaw(parts.topic(), topics.keyOf(parts.delete(3, "bolt", "b", 7, null)), null);

        target.start("cdc.copy.tables=shop.parts");
        target.awaitChanges(2);

        assertThat(names()).containsExactly("nut");
    }

    @Test
    void aTombstoneThatIsReadAgainDeletesNothing() {
        var application = target.start("cdc.copy.tables=shop.parts");
        topics.publish(parts.insert(1, "bolt", "b", 7, null));
        topics.publishRaw(parts.topic(), topics.keyOf(parts.delete(2, "bolt", "b", 7, null)), null);
        topics.publish(parts.insert(3, "new bolt", "b", 7, null));
        target.awaitChanges(2);
        Polls.stopListeners(application);
        var applier = application.getBean(Applier.class);

        for (var poll : Polls.of(parts.topic(), 1)) {
            applier.apply(poll);

            assertThat(names()).containsExactly("new bolt");
        }
    }

    private List<Object> names() {
        return target.rows("SELECT name FROM parts ORDER BY name").stream()
                .map((Map<String, Object> row) -> row.get("name"))
                .toList();
    }
}
