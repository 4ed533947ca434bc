package com.pinda.aggregation.local.compare;

import com.pinda.aggregation.local.compare.Difference.Kind;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The output columns of a SELECT beside those of its view, whose types may be others. */
final class ViewColumns {

    /** What the names of a view's own bookkeeping begin with. */
    private static final String OWN = "_";

    private final View view;
    private final Map<String, Pair> pairs = new LinkedHashMap<>();

    /** @param differences takes in which columns only one side has */
    ViewColumns(View view, Map<String, OutputColumn> select, Map<String, OutputColumn> table, Differences differences) {
        this.view = view;
        select.forEach((name, column) -> {
            var other = table.get(name);
            if (other == null) {
                differences.mismatch("", name, Kind.MISSING_COLUMN);
            } else {
                pairs.put(name, new Pair(column, other));
            }
        });
        table.keySet().stream()
                .filter(name -> !name.startsWith(OWN) && !select.containsKey(name))
                .forEach(name -> differences.mismatch("", name, Kind.EXTRA_COLUMN));
    }

    /** The rows of the SELECT. */
    RowStream select(Connection connection, String select) throws SQLException {
        return rows(connection, select, Pair::select);
    }

    /** The rows of the view, in the same order. */
    RowStream table(Connection connection, String table) throws SQLException {
        return rows(connection, table, Pair::table);
    }

    /** When values are the same, for each column of the streams. */
    List<Map.Entry<String, Equality>> equalities() {
        return pairs.entrySet().stream()
                .map(pair -> Map.entry(pair.getKey(), equality(pair.getKey(), pair.getValue())))
                .toList();
    }

    private Equality equality(String name, Pair pair) {
        if (view.jsonColumns().contains(name)) {
            return Equality.JSON;
        }
        return pair.areNumbers() ? Equality.NUMBER : Equality.BYTES;
    }

    private RowStream rows(Connection connection, String from, Function<Pair, OutputColumn> side) throws SQLException {
        var keys = view.key().stream()
                .map(this::keyPair)
                .map(pair -> side.apply(pair).key(pair.areNumbers()))
                .toList();
        var values = pairs.values().stream().map(side).map(OutputColumn::value).toList();
        return new RowStream(connection, from, keys, values);
    }

    private Pair keyPair(String name) {
        var pair = pairs.get(name);
        if (pair == null) {
            throw new IllegalArgumentException("its key column " + name + " is not on both sides");
        }
        return pair;
    }

    private record Pair(OutputColumn select, OutputColumn table) {

        boolean areNumbers() {
            return select.isNumber() && table.isNumber();
        }
    }
}
