package com.pinda.aggregation.canal.preflight;

import com.pinda.aggregation.canal.history.ColumnDefinition;
import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.Source;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Captured tables without a primary key: no fault, but their rows cannot be told apart later on. */
final class KeylessTables {

    private final Source source;

    KeylessTables(Source source) {
        this.source = source;
    }

    Check check(Predicate<TableName> captured) throws IOException {
        var names = source.definitions(captured).stream()
                .filter(table -> table.columns().stream().noneMatch(ColumnDefinition::key))
                .map(table -> table.table().toString())
                .collect(Collectors.joining(", "));
        return Check.ok(
                "primary keys",
                names.isEmpty()
                        ? "every captured table has one"
                        : "none in " + names
                                + ": published with a null key, not copied, unless key columns are configured");
    }
}
