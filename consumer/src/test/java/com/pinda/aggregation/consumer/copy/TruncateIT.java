package com.pinda.aggregation.consumer.copy;

import static com.pinda.aggregation.consumer.copy.Target.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.SchemaChange;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A TRUNCATE comes in a topic of its own, before or after the changes around it. */
class TruncateIT {

    private static final String TABLES = "cdc.copy.tables=shop.early,shop.late,shop.among";
    private static final int CHANGES = 600;
    private static final int TRUNCATE_EACH = 150;

    private final String prefix = "x" + Long.toString(System.nanoTime(), 36);
    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final List<SourceTable> tables = List.of(table("shop.early"), table("shop.late"), table("shop.among"));
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        tables.forEach(table -> topics.create(table.topic(), 2));
        topics.create(topics.names().schemaChanges(), 1);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aTruncateTakesTheRowsBeforeItAndNoneBehindItWheneverItComesAndWhateverIsReadAgain() {
        var histories = tables.stream().map(this::history).toList();
        target.start(TABLES);

        histories.get(0).truncates.forEach(this::publish);
        awaitTruncated("early");
        histories.get(0).publish(topics, random);
        histories.get(1).publish(topics, random);
        target.awaitChanges(2L * CHANGES);
        histories.get(1).truncates.forEach(this::publish);
        for (var truncate : histories.get(2).truncates) {
            publish(truncate);
            histories.get(2).publishSome(topics, random);
        }
        histories.get(2).publish(topics, random);
        target.awaitChanges(3L * CHANGES);
        tables.forEach(table -> awaitTruncated(table.definition().id().table()));

        assertExpected(histories);
        for (int round = 0; round < 2; round++) {
            target.stop();
            target.readAgain();
            target.readAgain("-copy-schema");
            target.start(TABLES, "spring.kafka.consumer.max-poll-records=" + (50 + 250 * round));
            tables.forEach(table -> await().untilAsserted(() ->
                    assertThat(Polls.groupLag(prefix + "-copy", table.topic())).isLessThanOrEqualTo(2)));
            await().untilAsserted(() -> assertThat(Polls.groupLag(
                            prefix + "-copy-schema", topics.names().schemaChanges()))
                    .isLessThanOrEqualTo(1));
            assertExpected(histories);
        }
    }

    @Test
    void aTruncateOfATableThatWasNeverSeenIsKeptInMindForItsFirstRows() {
        var early = tables.get(0);
        target.start(TABLES);
        publish(truncate(early, 10));
        await().untilAsserted(() -> assertThat(truncated("early")).isEqualTo(10));

        topics.publish(early.insert(9, 1L, "before"), early.insert(11, 2L, "behind"));
        target.awaitChanges(2);

        assertThat(state(early)).isEqualTo(Map.of(2L, "behind@11"));
    }

    @Test
    void aLargeCopyIsEmptiedInPiecesAndGoesOnWhereThatWasBrokenOff() throws SQLException {
        var early = tables.get(0);
        target.start(TABLES);
        topics.publish(early.insert(1, 0L, "first"));
        target.awaitChanges(1);
        target.jdbc()
                .sql("INSERT INTO early (id, name, _position) SELECT seq, 'x', 2 FROM seq_1_to_40000")
                .update();
        try (var locking = Servers.database().connect(target.name());
                var statement = locking.createStatement()) {
            locking.setAutoCommit(false);
            statement.executeQuery("SELECT id FROM early WHERE id = 35000 FOR UPDATE");

            publish(truncate(early, 10));

            await().untilAsserted(() ->
                    assertThat(target.number("SELECT COUNT(*) FROM early")).isLessThanOrEqualTo(10_001));
            topics.publish(early.insert(5, 50_000L, "late"), early.insert(11, 50_001L, "behind"));
            target.awaitChanges(3);
            assertThat(target.rows("SELECT id FROM early WHERE id >= 50000")).isEqualTo(List.of(Map.of("id", 50_001L)));
            target.stop();
        }

        target.start(TABLES);
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM early")).isEqualTo(1));
        await().untilAsserted(() ->
                assertThat(target.number("SELECT COUNT(*) FROM _truncating")).isZero());
    }

    private SourceTable table(String name) {
        return SourceTable.of(prefix, name, "id bigint key", "name varchar(20)");
    }

    private History history(SourceTable table) {
        var history = new History(table);
        for (int position = 1; position <= CHANGES; position++) {
            if (position % TRUNCATE_EACH == 0) {
                history.truncates.add(truncate(table, position));
                history.state.clear();
            }
            history.change(position + 1L, random);
        }
        return history;
    }

    private static SchemaChange truncate(SourceTable table, long position) {
        var id = table.definition().id();
        return new SchemaChange(
                "test", position, 1L, id.database(), id.table(), "TRUNCATE", "TRUNCATE TABLE " + id.table());
    }

    private void publish(SchemaChange change) {
        topics.publish(topics.names().schemaChanges(), change);
    }

    private void awaitTruncated(String copy) {
        await().untilAsserted(
                        () -> assertThat(truncated(copy)).isEqualTo((long) CHANGES / TRUNCATE_EACH * TRUNCATE_EACH));
    }

    private long truncated(String copy) {
        return target.number("SELECT truncated_position FROM _copy WHERE copy_name = '" + copy + "'");
    }

    private void assertExpected(List<History> histories) {
        for (var history : histories) {
            await().untilAsserted(() ->
                    assertThat(state(history.table)).as("seed " + seed).isEqualTo(history.state));
        }
        assertThat(target.number("SELECT SUM(changes) FROM _copy_progress")).isEqualTo(3L * CHANGES);
    }

    private Map<Long, String> state(SourceTable table) {
        var state = new TreeMap<Long, String>();
        target.rows("SELECT id, name, _position FROM " + table.definition().id().table())
                .forEach(row -> state.put((Long) row.get("id"), row.get("name") + "@" + row.get("_position")));
        return state;
    }

    /** Changes of a table, and what they and the TRUNCATEs among them lead to. */
    private static final class History {

        private final SourceTable table;
        private final List<SourceTable.Event> events = new ArrayList<>();
        private final List<SchemaChange> truncates = new ArrayList<>();
        private final Map<Long, String> state = new TreeMap<>();
        private int published;

        History(SourceTable table) {
            this.table = table;
        }

        void change(long position, Random random) {
            var id = (long) random.nextInt(40);
            var name = "v" + position;
            if (!state.containsKey(id)) {
                events.add(table.insert(position, id, name));
            } else if (random.nextInt(3) > 0) {
                events.add(table.update(position, id, name));
            } else {
                events.add(table.delete(position, id, name));
                state.remove(id);
                return;
            }
            state.put(id, name + "@" + position);
        }

        void publish(Topics topics, Random random) {
            while (published < events.size()) {
                publishSome(topics, random);
            }
        }

        void publishSome(Topics topics, Random random) {
            var end = Math.min(events.size(), published + 1 + random.nextInt(100));
            topics.publish(events.subList(published, end).toArray(SourceTable.Event[]::new));
            published = end;
        }
    }
}
