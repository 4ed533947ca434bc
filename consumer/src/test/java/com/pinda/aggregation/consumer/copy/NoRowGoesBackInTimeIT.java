package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader that polls a copy never sees a row go back, or come back, whatever is read again while it is written. */
class NoRowGoesBackInTimeIT {

    private static final String TABLES = "cdc.copy.tables=shop.orders";
    private static final int CHANGES_A_ROUND = 1500;
    private static final int ROUNDS = 4;

    private final String prefix = "n" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final Map<Long, String> source = new TreeMap<>();
    private final List<Long> deleted = new ArrayList<>();

    private Topics topics;
    private Target target;
    private long position;
    private long nextId;

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
    void whileAGroupIsSetBackAnywhereInTheMiddleOfWriting() {
        publish(CHANGES_A_ROUND);
        target.start(TABLES);
        target.awaitChanges(CHANGES_A_ROUND);
        var over = new AtomicBoolean();
        var watched = CompletableFuture.supplyAsync(() -> watch(over));

        for (int round = 1; round <= ROUNDS; round++) {
            target.stop();
            target.setBack(committed -> (long) (random.nextDouble() * committed));
            var pollRecords = "spring.kafka.consumer.max-poll-records=" + (50 + random.nextInt(500));
            var writing = CompletableFuture.runAsync(() -> publish(CHANGES_A_ROUND));
            target.start(TABLES, pollRecords);
            writing.join();
            target.awaitChanges((long) CHANGES_A_ROUND * (round + 1));
        }
        over.set(true);

        assertThat(watched.join()).isGreaterThan(10);
        assertThat(state()).as("seed " + seed).isEqualTo(source);
    }

    /** Returns how often it looked. */
    private int watch(AtomicBoolean over) {
        var seen = new HashMap<Long, Long>();
        var gone = new HashSet<Long>();
        var looks = 0;
        for (; !over.get(); looks++) {
            var now = positions();
            // a row that was deleted comes back by a later change only
            seen.replaceAll((id, before) -> !now.containsKey(id) && gone.add(id) ? before + 1 : before);
            now.forEach((id, position) -> assertThat(position)
                    .as("position of row %d, seed %d", id, seed)
                    .isGreaterThanOrEqualTo(seen.getOrDefault(id, -1L)));
            now.forEach(seen::put);
            gone.removeAll(now.keySet());
        }
        return looks;
    }

    /** Rows are made, changed, deleted, and some of those made again. A row's name has the position of its change. */
    private synchronized void publish(int changes) {
        var events = new ArrayList<SourceTable.Event>();
        for (int i = 1; i <= changes; i++) {
            position++;
            var ids = List.copyOf(source.keySet());
            var dice = ids.size() < 20 ? 0 : random.nextInt(10);
            var id = dice < 3 ? newId() : ids.get(random.nextInt(ids.size()));
            var name = "v" + position;
            if (dice < 7) {
                events.add(dice < 3 ? orders.insert(position, id, name) : orders.update(position, id, name));
                source.put(id, name + "@" + position);
            } else {
                events.add(orders.delete(position, id, name));
                source.remove(id);
                deleted.add(id);
            }
            if (random.nextInt(40) == 0 || i == changes) {
                topics.publish(events.toArray(SourceTable.Event[]::new));
                events.clear();
            }
        }
    }

    private Long newId() {
        return deleted.isEmpty() || random.nextBoolean() ? nextId++ : deleted.remove(random.nextInt(deleted.size()));
    }

    private Map<Long, Long> positions() {
        var positions = new HashMap<Long, Long>();
        target.rows("SELECT id, name, _position FROM orders").forEach(row -> {
            assertThat(row.get("name")).as("seed %d, %s", seed, row).isEqualTo("v" + row.get("_position"));
            positions.put((Long) row.get("id"), (Long) row.get("_position"));
        });
        return positions;
    }

    private Map<Long, String> state() {
        var state = new TreeMap<Long, String>();
        target.rows("SELECT id, name, _position FROM orders")
                .forEach(row -> state.put((Long) row.get("id"), row.get("name") + "@" + row.get("_position")));
        return state;
    }
}
