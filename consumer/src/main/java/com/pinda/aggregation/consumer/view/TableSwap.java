package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Sql;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Has builds take the place of those that are read, all of them with one {@code RENAME TABLE}. No reader sees a row go
 * back: the table that is read is written to no more from before the other has caught up with it.
 */
@Component
final class TableSwap {

    private static final Logger log = LoggerFactory.getLogger(TableSwap.class);

    /** How long writers of the table that is read may be held up. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final long LOOK_MS = 20;

    private static final String LOCK =
            "SELECT lock_id FROM _view_lock FORCE INDEX (PRIMARY) WHERE view_name = ? ORDER BY lock_id FOR UPDATE";

    private static final String UNRESOLVED = """
            SELECT COUNT(*) FROM _resolved WHERE topic = ? AND partition_id = ? AND next_offset < ?
            """;

    private static final String APPLIED = """
            SELECT p.topic, p.partition_id, p.next_offset FROM _copy_progress p
            INNER JOIN _copy c ON c.topic = p.topic
            INNER JOIN _resolved r ON r.topic = p.topic AND r.partition_id = p.partition_id
            WHERE r.next_offset < p.next_offset
            """;

    private static final String ENDS =
            "SELECT lane, partition_id, end_offset FROM _view_progress WHERE view_name = ? AND next_offset < end_offset";

    private static final String BEHIND = """
            SELECT COUNT(*) FROM _view_progress
            WHERE view_name = ? AND lane = ? AND partition_id = ? AND next_offset < ?
            """;

    private final JdbcTemplate jdbc;
    private final JdbcClient client;
    private final Builds builds;
    private final ViewTable tables;
    private final ViewProperties properties;
    private final Clock clock;
    private final TransactionTemplate transaction;
    private final TransactionTemplate look;

    TableSwap(
            JdbcTemplate jdbc,
            JdbcClient client,
            Builds builds,
            ViewTable tables,
            ViewProperties properties,
            Clock clock,
            PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.client = client;
        this.builds = builds;
        this.tables = tables;
        this.properties = properties;
        this.clock = clock;
        this.transaction = new TransactionTemplate(transactions);
        this.look = new TransactionTemplate(transactions);
        this.look.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /** A build that is read, and the one that takes its place. */
    record Pair(Build live, Build other) {
        String of() {
            return live.view().of();
        }
    }

    /**
     * Swaps; for whoever has the {@link NamedLock}.
     *
     * @return false where the others did not catch up in time: nothing is changed then
     */
    boolean swap(List<Pair> pairs) {
        var frozen = Boolean.TRUE.equals(transaction.execute(status -> freeze(pairs)));
        if (frozen) {
            rename(pairs);
            finish(pairs);
        }
        return frozen;
    }

    /** Ends what a consumer that died began; for whoever has the {@link NamedLock}. */
    void mend(List<Build> present) {
        var unnamed =
                jdbc.queryForList("SELECT DISTINCT view_name FROM _view_lock WHERE table_name IS NULL", String.class);
        if (unnamed.isEmpty()) {
            return;
        }
        for (var live : present) {
            if (live.state() == BuildState.LIVE && unnamed.contains(live.view().name())) {
                var other = present.stream()
                        .filter(build -> build.view().of().equals(live.view().of()) && !build.equals(live))
                        .findFirst();
                mend(live, other.map(build -> new Pair(live, build)).stream().toList());
            }
        }
    }

    private void mend(Build live, List<Pair> pair) {
        var of = live.view().of();
        if (tables.isThere(between(of))) {
            if (tables.isThere(of)) {
                execute("RENAME TABLE " + Sql.name(of) + " TO " + Sql.name(BuildState.OLD.table(of)) + ", "
                        + Sql.name(between(of)) + " TO " + Sql.name(of));
            } else {
                execute("RENAME TABLE " + Sql.name(between(of)) + " TO " + Sql.name(of));
            }
        }
        if (!pair.isEmpty() && tables.isOf(of, pair.get(0).other())) {
            finish(pair);
        } else {
            name(Stream.concat(Stream.of(live), pair.stream().map(Pair::other)).toList());
        }
        log.info("a swap that was broken off is ended: view={}", of);
    }

    private boolean freeze(List<Pair> pairs) {
        pairs.forEach(pair -> lock(pair.live()));
        var deadline = clock.millis() + PATIENCE.toMillis();
        // what readers have seen was applied before now; its keys, and then its rows, are awaited
        var applied = marks(APPLIED);
        var caughtUp = await(deadline, applied, mark -> isNone(UNRESOLVED, mark.of, mark.partition, mark.end))
                && pairs.stream().allMatch(pair -> {
                    var name = pair.other().view().name();
                    return await(
                            deadline,
                            marks(ENDS, name),
                            mark -> isNone(BEHIND, name, mark.of, mark.partition, mark.end));
                });
        if (!caughtUp) {
            log.info("not swapped yet, it is behind: views={}", names(pairs));
            return false;
        }
        pairs.forEach(pair -> lock(pair.other()));
        for (var build : both(pairs)) {
            jdbc.update(
                    "UPDATE _view_lock SET table_name = NULL WHERE view_name = ?",
                    build.view().name());
        }
        return true;
    }

    private void lock(Build build) {
        jdbc.queryForList(LOCK, Integer.class, build.view().name());
    }

    /** Up to where a topic, or a lane, is to be worked off. */
    private record Mark(String of, int partition, long end) {}

    /** Reads that see what others have committed since this transaction began. */
    private List<Mark> marks(String sql, Object... parameters) {
        var found = look.execute(status -> jdbc.query(
                sql,
                (row, i) -> new Mark(String.valueOf(row.getString(1)), row.getInt(2), row.getLong(3)),
                parameters));
        return found == null ? List.of() : found;
    }

    private boolean isNone(String sql, Object... parameters) {
        var count = look.execute(
                status -> client.sql(sql).params(parameters).query(Long.class).single());
        return count != null && count == 0;
    }

    private boolean await(long deadline, List<Mark> marks, Predicate<Mark> isDone) {
        var left = new ArrayList<>(marks);
        left.removeIf(isDone);
        while (!left.isEmpty() && clock.millis() < deadline) {
            try {
                Thread.sleep(LOOK_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
            left.removeIf(isDone);
        }
        return left.isEmpty();
    }

    private void rename(List<Pair> pairs) {
        execute(pairs.stream()
                .map(pair -> {
                    var of = pair.of();
                    var first = Sql.name(pair.other().table()) + " TO " + Sql.name(between(of));
                    var old =
                            tables.isThere(of) ? ", " + Sql.name(of) + " TO " + Sql.name(BuildState.OLD.table(of)) : "";
                    return first + old + ", " + Sql.name(between(of)) + " TO " + Sql.name(of);
                })
                .collect(Collectors.joining(", ", "RENAME TABLE ", "")));
    }

    private void execute(String ddl) {
        jdbc.execute(ddl);
    }

    private static String between(String view) {
        return "_swap_" + view;
    }

    private void finish(List<Pair> pairs) {
        transaction.executeWithoutResult(status -> {
            for (var pair : pairs) {
                var isBack = pair.other().state() == BuildState.OLD;
                become(pair.other(), BuildState.LIVE);
                become(pair.live(), BuildState.OLD);
                publishAll(pair);
                client.sql("UPDATE _view SET refused = ? WHERE view_name = ?")
                        .param(isBack ? pair.live().view().text() : null)
                        .param(pair.other().view().name())
                        .update();
            }
            builds.raise();
        });
        log.info("views swapped: views={}", names(pairs));
    }

    /** All rows of the one that is read now are published, and what was kept of the other. */
    private void publishAll(Pair pair) {
        client.sql("UPDATE _view_outbox SET view_name = ? WHERE view_name = ?")
                .param(pair.other().view().name())
                .param(pair.live().view().name())
                .update();
        client.sql("DELETE FROM _view_topic WHERE view_name IN (?, ?)")
                .param(pair.other().view().name())
                .param(pair.live().view().name())
                .update();
    }

    private void become(Build build, BuildState state) {
        client.sql("UPDATE _view SET state = ?, wish = NULL, old_until_ms = ? WHERE view_name = ?")
                .param(state.id())
                .param(
                        state == BuildState.OLD
                                ? clock.millis() + properties.keepOld().toMillis()
                                : null)
                .param(build.view().name())
                .update();
        named(build, state);
    }

    private void name(List<Build> unnamed) {
        unnamed.forEach(build -> named(build, build.state()));
    }

    private void named(Build build, BuildState state) {
        client.sql("UPDATE _view_lock SET table_name = ? WHERE view_name = ?")
                .param(state.table(build.view().of()))
                .param(build.view().name())
                .update();
    }

    private static List<Build> both(List<Pair> pairs) {
        return pairs.stream()
                .flatMap(pair -> Stream.of(pair.live(), pair.other()))
                .toList();
    }

    private static String names(List<Pair> pairs) {
        return pairs.stream().map(Pair::of).collect(Collectors.joining(", "));
    }
}
