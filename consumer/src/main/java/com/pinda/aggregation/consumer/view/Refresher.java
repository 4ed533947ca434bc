package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Sql;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Makes rows of one view anew: what the SELECT gives for their keys is compared with what is stored, and differences
 * are written. All is in one transaction that has taken the keys' locks first, so of two writers one sees what the
 * other wrote, and none writes what it read before.
 */
final class Refresher {

    /** Of a view. As many writers can be at work at once. */
    static final int LOCKS = 16;

    private static final Logger log = LoggerFactory.getLogger(Refresher.class);

    private final View view;
    private final JdbcTemplate jdbc;
    private final ViewProgress progress;
    private final Function<Set<ViewKey>, RowChanges> changes;
    private final ParkedKeys parked;
    private final Clock clock;
    private final TransactionOperations transaction;

    /** Of the tables that the build's rows are in, or were: a swap changes it. */
    private final Map<String, ViewRows> byTable = new ConcurrentHashMap<>();

    /** @param changes begins to note what becomes of a batch's rows, of which some are published in any case */
    Refresher(
            View view,
            JdbcTemplate jdbc,
            ViewProgress progress,
            Function<Set<ViewKey>, RowChanges> changes,
            ParkedKeys parked,
            Clock clock,
            TransactionOperations transaction) {
        this.view = view;
        this.jdbc = jdbc;
        this.progress = progress;
        this.changes = changes;
        this.parked = parked;
        this.clock = clock;
        this.transaction = transaction;
    }

    /**
     * Refreshes the rows of keys. Those that cannot be are parked, and found by halving.
     *
     * @param published those of them whose rows are published even if they are as they were
     * @param next where the partitions go on after it
     * @return how many rows were written or deleted
     */
    long refresh(Collection<ViewKey> keys, Set<ViewKey> published, Map<Spot, Long> next) {
        long written = 0;
        var refused = new HashMap<ViewKey, String>();
        var made = changes.apply(published);
        var wanted = literals(keys, refused);
        if (!wanted.isEmpty()) {
            written = refresh(wanted, made, refused);
        }
        var changed = written;
        transaction.executeWithoutResult(status -> {
            parked.park(view.name(), refused, clock.millis());
            progress.advance(next, clock.millis(), changed);
            made.settle();
        });
        return written;
    }

    private Map<ViewKey, List<String>> literals(Collection<ViewKey> keys, Map<ViewKey, String> refused) {
        var literals = new LinkedHashMap<ViewKey, List<String>>();
        for (var key : keys) {
            try {
                literals.put(key, key.literals(view.definition().key().size()));
            } catch (IllegalArgumentException e) {
                refused.put(key, String.valueOf(e.getMessage()));
            }
        }
        return literals;
    }

    private long refresh(Map<ViewKey, List<String>> wanted, RowChanges changes, Map<ViewKey, String> refused) {
        try {
            return changes.in(transaction, () -> {
                var table = progress.lock(view.name(), locks(wanted.keySet()));
                var count = write(table, wanted, changes);
                parked.forget(view.name(), wanted.keySet());
                return count;
            });
        } catch (AmbiguousRowException e) {
            return halves(wanted, changes, refused, String.valueOf(e.getMessage()));
        } catch (DataAccessException e) {
            // what is wrong with the SELECT or the table is so for all rows
            if (e instanceof BadSqlGrammarException || !ViewFailures.isOfView(e)) {
                throw e;
            }
            return halves(wanted, changes, refused, Sql.reason(e));
        }
    }

    /** The locks of keys; one key has always the same. */
    static Set<Integer> locks(Collection<ViewKey> keys) {
        var locks = new TreeSet<Integer>();
        keys.forEach(key -> locks.add(RefreshSender.partition(key.bytes(), LOCKS)));
        return locks;
    }

    private long halves(
            Map<ViewKey, List<String>> wanted, RowChanges changes, Map<ViewKey, String> refused, String reason) {
        if (wanted.size() == 1) {
            var key = wanted.keySet().iterator().next();
            log.error("row not refreshed, tried again: view={} reason={}", view.name(), reason);
            refused.put(key, reason);
            return 0;
        }
        var first = new LinkedHashMap<ViewKey, List<String>>();
        var second = new LinkedHashMap<ViewKey, List<String>>();
        wanted.forEach((key, literals) -> (first.size() < wanted.size() / 2 ? first : second).put(key, literals));
        return refresh(first, changes, refused) + refresh(second, changes, refused);
    }

    private long write(String table, Map<ViewKey, List<String>> wanted, RowChanges changes) {
        var rows = byTable.computeIfAbsent(table, name -> new ViewRows(jdbc, view, name));
        var asked = List.copyOf(wanted.values());
        var selected = rows.selected(asked);
        var stored = rows.stored(asked);
        var gone = new ArrayList<ViewKey>();
        for (var key : stored.keySet()) {
            if (!selected.containsKey(key)) {
                gone.add(key);
            }
        }
        var changed = new ArrayList<ViewRows.Row>();
        selected.forEach((key, row) -> {
            var before = stored.get(key);
            if (before == null || !before.isLike(row)) {
                changed.add(row);
            }
        });
        rows.delete(gone);
        rows.write(changed, clock.millis());
        if (table.equals(view.of())) {
            // what readers do not read is not published either
            changes.note(wanted.keySet(), stored, selected);
        }
        return (long) gone.size() + changed.size();
    }
}
