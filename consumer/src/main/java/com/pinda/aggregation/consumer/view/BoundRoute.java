package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.AppliedChange;
import com.pinda.aggregation.consumer.copy.AppliedRow;
import com.pinda.aggregation.consumer.copy.RowShape;
import com.pinda.aggregation.consumer.copy.SqlText;
import com.pinda.aggregation.consumer.view.graph.Route;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A route for rows that were written with one schema. */
final class BoundRoute {

    private final Route route;
    private final int[] read;
    private final Map<String, Integer> valueColumns = new HashMap<>();
    private final List<Integer> keyText;

    BoundRoute(Route route, RowShape shape) {
        this.route = route;
        this.read = route.columns().stream()
                .mapToInt(shape::index)
                .filter(column -> column >= 0)
                .toArray();
        route.valueColumns().forEach(column -> valueColumns.put(column, shape.index(column)));
        var plain =
                route.isDirect() ? route.keyColumns().stream().map(shape::index).toList() : List.<Integer>of();
        this.keyText = plain.stream().allMatch(column -> column >= 0 && shape.isKeyText(column)) ? plain : List.of();
    }

    /** Whether a change touches a column that the view reads. */
    boolean isTouchedBy(AppliedChange change) {
        for (int column : read) {
            if (change.changes(column)) {
                return true;
            }
        }
        return read.length == 0;
    }

    /** The key that a row has by itself; empty where it is to be asked for. */
    Optional<ViewKey> key(AppliedRow row) {
        return keyText.isEmpty()
                ? Optional.empty()
                : Optional.of(ViewKey.of(keyText.stream()
                        .map(column -> ViewKey.text(row.keyText(column)))
                        .toList()));
    }

    /** What is to be asked for a row; empty where a NULL equals nothing. */
    Optional<String> values(AppliedRow row, SqlText scratch) {
        var literals = new HashMap<String, @Nullable String>();
        valueColumns.forEach((name, column) -> literals.put(name, column < 0 ? null : row.literal(column, scratch)));
        return route.values(literals::get);
    }
}
