package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No row goes back in time, whatever is read again, and how often. */
class ReplayIT {

    private final String prefix = "r" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 2);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void readingATopicAgainChangesNothingNotForAMoment() {
        var seed = System.nanoTime();
        var expected = publishRandom(new Random(seed), 4000);
        target.start("cdc.copy.tables=shop.orders");
        target.awaitChanges(4000);
        assertThat(state()).as("seed " + seed).isEqualTo(expected);

        var over = new AtomicBoolean();
        var watched = CompletableFuture.supplyAsync(() -> {
            var looks = 0;
            for (; !over.get(); looks++) {
                assertThat(state()).as("seed " + seed).isEqualTo(expected);
            }
            return looks;
        });
        for (int round = 0; round < 3; round++) {
            target.stop();
            target.readAgain();
            target.start(
                    "cdc.copy.tables=shop.orders", "spring.kafka.consumer.max-poll-records=" + (100 + 400 * round));
            awaitGroupAtEnd();
        }
        over.set(true);

        assertThat(watched.join()).isGreaterThan(10);
        assertThat(target.number("SELECT SUM(changes) FROM _copy_progress")).isEqualTo(4000);
    }

    @Test
    void ofTwoConsumersOfAPartitionEachChangeIsAppliedOnce() {
        var application = target.start("cdc.copy.tables=shop.orders");
        Polls.stopListeners(application);
        var applier = application.getBean(Applier.class);
        var seed = System.nanoTime();
        var expected = publishRandom(new Random(seed), 2000);
        var polls = Polls.of(orders.topic(), 100);

        var zombies = new ArrayList<CompletableFuture<Long>>();
        for (int i = 0; i < 4; i++) {
            zombies.add(CompletableFuture.supplyAsync(() -> polls.stream()
                    .mapToLong(poll -> applier.apply(poll).changes())
                    .sum()));
        }

        assertThat(zombies.stream().mapToLong(CompletableFuture::join).sum())
                .as("seed " + seed)
                .isEqualTo(2000);
        assertThat(state()).as("seed " + seed).isEqualTo(expected);
    }

    @Test
    void keysThatWereShiftedByOneStatementComeOutWholeHoweverTheirBatchesAreCutAndRepeated() {
        var application = target.start("cdc.copy.tables=shop.orders");
        Polls.stopListeners(application);
        var applier = application.getBean(Applier.class);
        topics.publish(orders.insert(1, 1L, "one"), orders.insert(1, 2L, "two"));
        topics.publish(
                orders.delete(2, 2L, "two"),
                orders.insert(2, 3L, "two"),
                orders.delete(2, 1L, "one"),
                orders.insert(2, 2L, "one"));
        var singly = Polls.of(orders.topic(), 1);

        for (int round = 0; round < 3; round++) {
            singly.forEach(applier::apply);
            Polls.of(orders.topic(), 3).forEach(applier::apply);

            assertThat(state()).isEqualTo(Map.of(2L, "one@2", 3L, "two@2"));
        }
    }

    @Test
    void aDeleteIsForgottenAfterItsTime() {
        var application = target.start("cdc.copy.tables=shop.orders", "cdc.copy.deletes-kept=1s");
        topics.publish(orders.insert(1, 1L, "a"), orders.delete(2, 1L, "a"));
        target.awaitChanges(2);
        assertThat(target.number("SELECT position FROM _tombstone")).isEqualTo(2);

        Target.await().untilAsserted(() -> {
            application.getBean(Tombstones.class).forget();
            assertThat(target.number("SELECT COUNT(*) FROM _tombstone")).isZero();
        });
    }

    private Map<Long, String> publishRandom(Random random, int changes) {
        var state = new TreeMap<Long, String>();
        var events = new ArrayList<SourceTable.Event>();
        for (int i = 1; i <= changes; i++) {
            var id = (long) random.nextInt(60);
            long position = i / 3 + 1L; // several changes of an event
            var name = state.get(id);
            if (name == null) {
                events.add(orders.insert(position, id, "v" + i));
            } else if (random.nextInt(3) == 0) {
                events.add(orders.delete(position, id, "v"));
            } else {
                events.add(orders.update(position, id, "v" + i));
            }
            if (events.get(events.size() - 1).operation().equals("d")) {
                state.remove(id);
            } else {
                state.put(id, "v" + i + "@" + position);
            }
            if (random.nextInt(50) == 0 || i == changes) {
                topics.publish(events.toArray(SourceTable.Event[]::new));
                events.clear();
            }
        }
        return state;
    }

    private Map<Long, String> state() {
        var state = new TreeMap<Long, String>();
        List<Map<String, Object>> rows = target.rows("SELECT id, name, _position FROM orders");
        rows.forEach(row -> state.put((Long) row.get("id"), row.get("name") + "@" + row.get("_position")));
        return state;
    }

    private void awaitGroupAtEnd() {
        Target.await()
                .untilAsserted(() -> assertThat(Polls.groupLag(prefix + "-copy", orders.topic()))
                        .isLessThanOrEqualTo(2));
    }
}
