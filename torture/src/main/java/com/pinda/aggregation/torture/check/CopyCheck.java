package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.torture.check.Violation.Kind;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Compares a source's table with its copy, every row and captured column. Columns that only the copy has are free. */
final class CopyCheck {

    private static final String COLUMNS =
            "SELECT column_name FROM information_schema.columns WHERE table_schema = ? AND table_name = ?";

    private final Server source;
    private final Target target;
    private final Violations violations;

    CopyCheck(Server source, Target target, Violations violations) {
        this.source = source;
        this.target = target;
        this.violations = violations;
    }

    void check(Table table) {
        var copy = table.checked().copy();
        if (copy.isPresent()) {
            try {
                check(table, copy.get());
            } catch (SQLException e) {
                throw new IllegalStateException("cannot compare " + table.id() + " with its copy " + copy.get(), e);
            }
        }
    }

    private void check(Table table, String copy) throws SQLException {
        var names = columns(copy);
        if (table.columns().isEmpty() && names.isEmpty()) {
            return; // made later, or never: what its log and its topic hold is checked there
        }
        if (table.columns().isEmpty() || table.key().isEmpty()) {
            violations.add(
                    Kind.UNCHECKED,
                    table.id() + " cannot be compared with its copy: "
                            + (table.columns().isEmpty() ? "the source has no such table" : "it has no key"));
            return;
        }
        if (names.isEmpty()) {
            missing(table, copy);
            return;
        }
        for (var column : table.captured()) {
            if (!names.contains(column.name().toLowerCase(Locale.ROOT))) {
                violations.add(Kind.COPY_VALUE, table.id() + ": the copy has no column " + column.name());
            }
        }
        var columns = table.captured().stream()
                .filter(column -> names.contains(column.name().toLowerCase(Locale.ROOT)))
                .map(CopyColumn::of)
                .toList();
        try (var rows = new CopyRows(source, sourceName(table), columns);
                var copies = new CopyRows(target.server(), name(target.database(), copy), columns)) {
            new CopyComparison(table.id().toString(), columns, violations).compare(rows, copies);
        }
    }

    /** A table without rows needs no copy. */
    private void missing(Table table, String copy) throws SQLException {
        var columns = table.captured().stream().map(CopyColumn::of).toList();
        try (var rows = new CopyRows(source, sourceName(table), columns)) {
            if (rows.hasNext()) {
                violations.add(Kind.COPY_MISSING, table.id() + " has rows, but no copy " + copy);
            }
        }
    }

    private static String sourceName(Table table) {
        return name(table.id().database(), table.id().table());
    }

    private static String name(String database, String table) {
        return "`" + database.replace("`", "``") + "`.`" + table.replace("`", "``") + "`";
    }

    private Set<String> columns(String copy) throws SQLException {
        try (var connection = target.server().connect();
                var statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, target.database());
            statement.setString(2, copy);
            var names = new HashSet<String>();
            try (var rows = statement.executeQuery()) {
                while (rows.next()) {
                    names.add(rows.getString(1).toLowerCase(Locale.ROOT));
                }
            }
            return names;
        }
    }
}
