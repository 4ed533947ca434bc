package com.pinda.aggregation.consumer.view;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Compares the rows of a build with what its SELECT gives, and writes nothing. */
@Component
final class RowComparison {

    private static final int KEYS_AT_ONCE = 500;

    /** More than so many are not remembered: that is no row that is late, but a build that is wrong. */
    static final int MOST = 10_000;

    private final JdbcTemplate jdbc;
    private final ViewProgress progress;
    private final Queries queries;
    private final TransactionOperations transaction;

    RowComparison(JdbcTemplate jdbc, ViewProgress progress, Queries queries, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.progress = progress;
        this.queries = queries;
        this.transaction = transaction;
    }

    /** The keys of rows that differ, of all that can have a row and all that have one; about {@value #MOST} at most. */
    Set<ViewKey> differing(Build build) {
        var differing = new LinkedHashSet<ViewKey>();
        var page = new ArrayList<ViewKey>();
        var sources = new ArrayList<>(build.view().select().keyQueries());
        sources.add(build.view().keysIn(build.table()));
        for (var sql : sources) {
            queries.keys(sql, build.view().definition().key().size(), key -> {
                page.add(key);
                if (page.size() == KEYS_AT_ONCE) {
                    add(build, page, differing);
                }
            });
        }
        add(build, page, differing);
        return differing;
    }

    private void add(Build build, List<ViewKey> page, Set<ViewKey> differing) {
        if (!page.isEmpty() && differing.size() < MOST) {
            differing.addAll(differing(build, page));
        }
        page.clear();
    }

    /** Those of the keys whose rows differ. */
    Set<ViewKey> differing(Build build, Collection<ViewKey> keys) {
        var found = transaction.execute(status -> {
            var literals = new LinkedHashMap<ViewKey, List<String>>();
            keys.forEach(key -> literals.put(
                    key, key.literals(build.view().definition().key().size())));
            var table = progress.lock(build.view().name(), Refresher.locks(literals.keySet()));
            var rows = new ViewRows(jdbc, build.view(), table);
            return differing(
                    rows.selected(List.copyOf(literals.values())), rows.stored(List.copyOf(literals.values())));
        });
        return found == null ? Set.of() : found;
    }

    private static Set<ViewKey> differing(Map<ViewKey, ViewRows.Row> selected, Map<ViewKey, ViewRows.Row> stored) {
        var differing = new LinkedHashSet<ViewKey>();
        selected.forEach((key, row) -> {
            var there = stored.get(key);
            if (there == null || !there.isLike(row)) {
                differing.add(key);
            }
        });
        stored.keySet().stream().filter(key -> !selected.containsKey(key)).forEach(differing::add);
        return differing;
    }
}
