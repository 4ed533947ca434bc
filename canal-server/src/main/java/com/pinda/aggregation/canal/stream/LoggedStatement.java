package com.pinda.aggregation.canal.stream;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.statement.SQLCreateTableStatement;
import com.alibaba.druid.sql.visitor.SchemaStatVisitor;
import com.pinda.aggregation.canal.history.TableName;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A statement that changes rows and was logged as its text: the binlog does not hold the rows. It comes from a session
 * whose binlog_format is not ROW.
 *
 * @param verb its first word; the rest may hold what no row may show
 */
record LoggedStatement(String verb, String sql, String database) {

    private static final Pattern VERB = Pattern.compile(
            "(?:\\s|\\(|/\\*.*?\\*/|(?:--\\s|#)[^\\n]*\\n)*(INSERT|REPLACE|UPDATE|DELETE|LOAD|WITH|SELECT|DO|CALL)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern CREATED =
            Pattern.compile("\\s*CREATE\\b.*\\bSELECT\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Set<String> SERVERS_OWN = Set.of("mysql", "sys", "performance_schema", "information_schema");

    /** The statement, if it is one that changes rows. */
    static Optional<LoggedStatement> of(String sql, String database) {
        var verb = VERB.matcher(sql);
        if (verb.matches()) {
            return Optional.of(new LoggedStatement(verb.group(1).toUpperCase(Locale.ROOT), sql, database));
        }
        return CREATED.matcher(sql).matches() && isCreatedFromRows(sql)
                ? Optional.of(new LoggedStatement("CREATE TABLE … SELECT", sql, database))
                : Optional.empty();
    }

    private static boolean isCreatedFromRows(String sql) {
        try {
            return SQLUtils.parseStatements(sql, DbType.mysql, false).stream()
                    .anyMatch(s -> s instanceof SQLCreateTableStatement create && create.getSelect() != null);
        } catch (RuntimeException e) { // the parser throws many kinds for what it does not know
            return false;
        }
    }

    /**
     * Whether it may change a captured table: one that it names, or, where the parser cannot tell, a known one that is
     * in the database of the session or whose full name's parts are in the text.
     *
     * @param known the captured tables that there are or were
     */
    boolean mayChange(Predicate<TableName> captured, Set<TableName> known) {
        var named = named();
        return named.isEmpty()
                ? known.stream().anyMatch(this::mayName)
                : named.stream().anyMatch(t -> !SERVERS_OWN.contains(t.database()) && captured.test(t));
    }

    private boolean mayName(TableName table) {
        return !SERVERS_OWN.contains(table.database())
                && (table.database().equals(database)
                        || (sql.contains(table.database()) && sql.contains(table.table())));
    }

    private Set<TableName> named() {
        var tables = new LinkedHashSet<TableName>();
        try {
            for (var statement : SQLUtils.parseStatements(sql, DbType.mysql, false)) {
                var visitor = SQLUtils.createSchemaStatVisitor(DbType.mysql);
                statement.accept(visitor);
                tables.addAll(changed(visitor));
            }
        } catch (RuntimeException e) { // the parser throws many kinds for what it does not know
            return Set.of();
        }
        return tables;
    }

    private Set<TableName> changed(SchemaStatVisitor visitor) {
        var tables = new LinkedHashSet<TableName>();
        visitor.getTables().forEach((name, use) -> {
            if (use.getInsertCount() + use.getUpdateCount() + use.getDeleteCount() + use.getCreateCount() > 0) {
                tables.add(table(name.getName()));
            }
        });
        return tables;
    }

    private TableName table(String name) {
        var dot = name.indexOf('.');
        return dot < 0
                ? new TableName(database, SQLUtils.normalize(name))
                : new TableName(
                        SQLUtils.normalize(name.substring(0, dot)), SQLUtils.normalize(name.substring(dot + 1)));
    }
}
