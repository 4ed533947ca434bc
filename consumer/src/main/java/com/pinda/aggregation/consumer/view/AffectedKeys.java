package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.AppliedChange;
import com.pinda.aggregation.consumer.copy.AppliedRow;
import com.pinda.aggregation.consumer.copy.CopyFollower;
import com.pinda.aggregation.consumer.copy.RowShape;
import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.copy.SqlText;
import com.pinda.aggregation.consumer.view.graph.Route;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.datasource.init.DatabasePopulatorUtils;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Changed rows in, keys of views out. The rows before and after a change are joined with the copies along each view's
 * routes, many at once: what a row was is in its change, so one that comes again leads to the same keys. Of two changes
 * that meet in a row of a view, whichever is committed last finds the other.
 */
@Component
final class AffectedKeys implements CopyFollower {

    private static final Logger log = LoggerFactory.getLogger(AffectedKeys.class);

    private static final int ROWS_A_QUERY = 500;

    /** Of a statement, in characters. */
    private static final int MOST_LENGTH = 1 << 18;

    /** Keys that are remembered as sent, so that they are sent once. */
    private static final int REMEMBERED = 10_000;

    private final Views views;
    private final ViewProperties properties;
    private final Queries database;
    private final RefreshSender sender;
    private final ViewProgress progress;
    private final ViewStates states;
    private final Membership membership;
    private final DataSource tables;
    private final TransactionOperations transaction;
    private final Map<Binding, BoundRoute> bound = new ConcurrentHashMap<>();

    /** Views of which it was told that their keys are not found. */
    private final Set<String> failing = ConcurrentHashMap.newKeySet();

    AffectedKeys(
            Views views,
            ViewProperties properties,
            Queries database,
            RefreshSender sender,
            ViewProgress progress,
            ViewStates states,
            Membership membership,
            DataSource tables,
            TransactionOperations transaction) {
        this.views = views;
        this.properties = properties;
        this.database = database;
        this.sender = sender;
        this.progress = progress;
        this.states = states;
        this.membership = membership;
        this.tables = tables;
        this.transaction = transaction;
    }

    private record Binding(Route route, RowShape shape) {}

    private record Query(String table, String sql) {}

    @Override
    public void prepare() {
        DatabasePopulatorUtils.execute(
                new ResourceDatabasePopulator(new ClassPathResource("schema.sql", AffectedKeys.class)), tables);
        membership.begin();
    }

    @Override
    public boolean follows(String copyName) {
        return views.read(copyName);
    }

    @Override
    public void applied(List<AppliedChange> changes, Map<TopicPartition, Long> next) {
        // what is kept is asked after the commit of the changes: a build that is newer reads them
        var kept = views.all();
        if (kept.isEmpty()) {
            return;
        }
        var byCopy = changes.stream().collect(Collectors.groupingBy(AppliedChange::copyName));
        var sending = sender.begin();
        kept.forEach(view -> new OfView(view, sending).send(byCopy));
        var ends = sending.end();
        transaction.executeWithoutResult(status -> {
            progress.ends(ends);
            progress.resolved(next);
        });
    }

    @Override
    public void appliedUntold(String copyName) {
        states.untold(copyName);
    }

    private BoundRoute bound(Route route, RowShape shape) {
        return bound.computeIfAbsent(
                new Binding(route, shape), binding -> new BoundRoute(binding.route, binding.shape));
    }

    /** The keys of one view. */
    private final class OfView {

        private final View view;
        private final RefreshSender.Sending sending;
        private final Set<ViewKey> sent = new HashSet<>();

        /** Those that queries found, while they are few: many of them go the other way, all of them. */
        private final List<ViewKey> found = new ArrayList<>();

        private final SqlText scratch = new SqlText();
        private final List<Query> queries = new ArrayList<>();
        private int length;
        private boolean many;

        OfView(View view, RefreshSender.Sending sending) {
            this.view = view;
            this.sending = sending;
        }

        void send(Map<String, List<AppliedChange>> byCopy) {
            for (var route : view.select().routes()) {
                var changes = byCopy.getOrDefault(route.table(), List.of());
                if (!changes.isEmpty()) {
                    add(route, values(route, changes));
                }
            }
            ask();
            found.forEach(key -> send(Lane.FAST, key));
        }

        /** Sends the keys that rows have by themselves; what is to be asked for the others. */
        private Set<String> values(Route route, List<AppliedChange> changes) {
            var values = new LinkedHashSet<String>();
            for (var change : changes) {
                var reader = bound(route, change.shape());
                if (reader.isTouchedBy(change)) {
                    for (var row : change.rows()) {
                        var key = reader.key(row);
                        key.filter(this::isNew).ifPresent(this::own);
                        if (key.isEmpty()) {
                            valuesOf(row, reader).ifPresent(values::add);
                        }
                    }
                }
            }
            return values;
        }

        /** What cannot be read was not applied either, it is parked; once it is applied the copy is untold. */
        private Optional<String> valuesOf(AppliedRow row, BoundRoute reader) {
            try {
                return reader.values(row, scratch);
            } catch (IndexOutOfBoundsException | IllegalArgumentException | DateTimeException e) {
                log.debug("row not read: view={}", view.name(), e);
                return Optional.empty();
            }
        }

        private void add(Route route, Set<String> values) {
            var all = new ArrayList<>(values);
            for (int from = 0; from < all.size(); from += ROWS_A_QUERY) {
                var query = route.sql(all.subList(from, Math.min(from + ROWS_A_QUERY, all.size())));
                queries.add(new Query(route.table(), query));
                length += query.length();
                if (length > MOST_LENGTH) {
                    ask();
                }
            }
        }

        /** All in one statement; where that fails, each by itself, so that one is not held up by another. */
        private void ask() {
            if (queries.isEmpty()) {
                return;
            }
            try {
                ask(queries.stream().map(Query::sql).collect(Collectors.joining(" UNION ALL ")));
            } catch (DataAccessException e) {
                if (!ViewFailures.isOfView(e)) {
                    throw e;
                }
                log.debug("asked one by one: view={}", view.name(), e);
                queries.forEach(this::askSingly);
            }
            queries.clear();
            length = 0;
        }

        private void ask(String sql) {
            database.keys(sql, view.definition().key().size(), key -> {
                if (isNew(key)) {
                    found(key);
                }
            });
        }

        /** A query that fails keeps no copy from going on: the view is made anew instead, when it can be. */
        private void askSingly(Query query) {
            try {
                ask(query.sql);
            } catch (DataAccessException e) {
                if (!ViewFailures.isOfView(e)) {
                    throw e;
                }
                if (Sql.hasCode(e, Sql.NO_SUCH_TABLE)) {
                    // a copy that is not there has no rows, and those that come lead to the same keys
                    log.debug("no such copy yet: view={}", view.name(), e);
                    return;
                }
                if (failing.add(view.name())) {
                    log.error(
                            "keys not found, the view is made anew now and then: view={} table={} reason={}",
                            view.name(),
                            query.table,
                            Sql.reason(e));
                }
                states.untold(query.table);
            }
        }

        /** So far as it is remembered. */
        private boolean isNew(ViewKey key) {
            return sent.size() >= REMEMBERED || sent.add(key);
        }

        private void own(ViewKey key) {
            send(sent.size() > properties.fanOut() ? Lane.BULK : Lane.FAST, key);
        }

        private void found(ViewKey key) {
            found.add(key);
            many |= found.size() > properties.fanOut();
            if (many) {
                found.forEach(each -> send(Lane.BULK, each));
                found.clear();
            }
        }

        private void send(Lane lane, ViewKey key) {
            sending.send(view.name(), lane, key);
        }
    }
}
