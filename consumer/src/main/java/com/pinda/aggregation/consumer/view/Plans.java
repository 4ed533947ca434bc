package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.view.graph.Lookup;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** Looks at how the server would find the rows of a batch of keys, and tells of copies that it would read whole. */
@Component
final class Plans {

    /** What is smaller may be read whole: that is what the server does by choice. */
    private static final long MANY_ROWS = 1000;

    private final Queries queries;
    private final ViewProperties properties;

    Plans(Queries queries, ViewProperties properties) {
        this.queries = queries;
        this.properties = properties;
    }

    /** What makes the view slow, each with what mends it; nothing while it has no keys. */
    List<String> findings(View view) {
        var keys = new LinkedHashSet<List<String>>();
        var size = view.definition().key().size();
        view.select()
                .keyQueries()
                .forEach(sql ->
                        queries.keys(sql + " LIMIT " + properties.batch(), size, key -> keys.add(key.literals(size))));
        var findings = new ArrayList<String>();
        if (!keys.isEmpty()) {
            queries.stream("EXPLAIN " + view.select().keyed().of(List.copyOf(keys)), row -> {
                var type = String.valueOf(row.getString("type"));
                if ((type.equals("ALL") || type.equals("index")) && row.getLong("rows") > MANY_ROWS) {
                    finding(view, String.valueOf(row.getString("table")), row.getLong("rows"))
                            .ifPresent(findings::add);
                }
            });
        }
        return findings;
    }

    private static Optional<String> finding(View view, String alias, long rows) {
        return Optional.ofNullable(view.select().lookups().get(alias))
                .map(lookup -> "copy " + lookup.copy() + " (" + alias + ") is read whole, some " + rows
                        + " rows, for each batch of keys; " + mend(lookup));
    }

    private static String mend(Lookup lookup) {
        return lookup.columns().isEmpty()
                ? "compare a column of it as it is, not in an expression, and give that an index"
                : "give it an index, as cdc.copy.indexes=" + lookup.copy() + "("
                        + lookup.columns().iterator().next() + ")";
    }
}
