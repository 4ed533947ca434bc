package com.pinda.aggregation.canal.history;

import com.alibaba.druid.DbType;
import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLName;
import com.alibaba.druid.sql.ast.SQLStatement;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.expr.SQLPropertyExpr;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableRename;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableStatement;
import com.alibaba.druid.sql.ast.statement.SQLCreateTableStatement;
import com.alibaba.druid.sql.ast.statement.SQLDropDatabaseStatement;
import com.alibaba.druid.sql.ast.statement.SQLDropTableStatement;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlRenameTableStatement;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What one statement does to table definitions. Where the parser cannot follow the statement, the tables it names are
 * left unclear, to be read from the source; a table whose definition was not known stays unknown.
 */
public final class Ddl {

    private final String database;
    private final Function<TableName, Optional<TableDefinition>> before;
    private final Map<TableName, Optional<TableDefinition>> after = new LinkedHashMap<>();
    private final Set<TableName> unclear = new LinkedHashSet<>();
    private final Set<String> droppedDatabases = new LinkedHashSet<>();
    private boolean conditional;

    private Ddl(String database, Function<TableName, Optional<TableDefinition>> before) {
        this.database = database;
        this.before = before;
    }

    /**
     * Follows a statement.
     *
     * @param database the current database of the session that ran it
     * @param before the definitions before it
     */
    public static Ddl follow(String sql, String database, Function<TableName, Optional<TableDefinition>> before) {
        var ddl = new Ddl(database, before);
        if (DdlText.hasVersionComment(sql)) {
            ddl.leaveUnclear(sql);
            return ddl;
        }
        var statements = ddl.parsed(sql);
        if (statements.isEmpty()) {
            ddl.leaveUnclear(sql);
            return ddl;
        }
        try {
            statements.get().forEach(ddl::apply);
        } catch (RuntimeException e) { // a tree of a shape that the server's grammar allows and this class does not
            ddl.leaveUnclear(sql);
        }
        if (DdlText.namesBinaryCharset(sql)) {
            ddl.unclear.addAll(ddl.after.keySet());
        }
        return ddl;
    }

    /** The new definitions; empty for a table that is gone or no longer known. */
    public Map<TableName, Optional<TableDefinition>> after() {
        return after;
    }

    /** Tables whose definition must be read from the source. */
    public Set<TableName> unclear() {
        return unclear;
    }

    /** Databases that were dropped with all their tables. */
    public Set<String> droppedDatabases() {
        return droppedDatabases;
    }

    private Optional<List<SQLStatement>> parsed(String sql) {
        var statements = parse(sql);
        if (statements.isPresent()) {
            return statements;
        }
        conditional = true;
        return ParserText.known(sql).flatMap(Ddl::parse);
    }

    private static Optional<List<SQLStatement>> parse(String sql) {
        try {
            return Optional.of(SQLUtils.parseStatements(sql, DbType.mysql, false));
        } catch (RuntimeException e) { // the parser throws many kinds for what it does not know
            return Optional.empty();
        }
    }

    private void leaveUnclear(String sql) {
        unclear.addAll(DdlText.tables(sql, database));
        DdlText.droppedDatabase(sql).ifPresent(droppedDatabases::add);
    }

    private void apply(SQLStatement statement) {
        if (statement instanceof SQLCreateTableStatement create && !isTemporary(create)) {
            create(create);
        } else if (statement instanceof SQLAlterTableStatement alter) {
            alter(alter);
        } else if (statement instanceof MySqlRenameTableStatement rename) {
            rename.getItems().forEach(item -> rename(name(item.getName()), name(item.getTo())));
        } else if (statement instanceof SQLDropTableStatement drop && !drop.isTemporary()) {
            drop.getTableSources().forEach(t -> after.put(name(t.getExpr()), Optional.empty()));
        } else if (statement instanceof SQLDropDatabaseStatement drop) {
            droppedDatabases.add(SQLUtils.normalize(drop.getDatabaseName()));
        }
    }

    /** A table of one session: it hides a lasting one of the same name, and leaves it as it is. */
    private static boolean isTemporary(SQLCreateTableStatement create) {
        return create.getType() == SQLCreateTableStatement.Type.GLOBAL_TEMPORARY; // as the parser calls it
    }

    private void create(SQLCreateTableStatement create) {
        var table = name(create.getName());
        if (create.isIfNotExists() && now(table).isPresent()) {
            return;
        }
        if (create.getLike() != null) {
            var like = now(name(create.getLike().getExpr()));
            like.ifPresentOrElse(d -> known(d.named(table)), () -> unclear.add(table));
        } else if (create.getSelect() != null || create.getTableElementList().isEmpty()) {
            unclear.add(table);
        } else {
            known(new TableDefinition(table, Columns.of(create)));
        }
    }

    private void alter(SQLAlterTableStatement alter) {
        var table = name(alter.getName());
        var target = alter.getItems().stream()
                .filter(SQLAlterTableRename.class::isInstance)
                .map(item -> name(((SQLAlterTableRename) item).getToName()))
                .findFirst();
        now(table).ifPresent(definition -> {
            var columns = new Columns(definition.columns(), conditional);
            var followed = alter.getItems().stream().allMatch(columns::apply);
            var changed = new TableDefinition(table, columns.toList());
            if (followed && changed.isSound()) {
                after.put(table, Optional.of(changed));
            } else {
                unclear.add(target.orElse(table));
            }
        });
        target.ifPresent(to -> rename(table, to));
    }

    private void rename(TableName from, TableName to) {
        after.put(to, now(from).map(d -> d.named(to)));
        after.put(from, Optional.empty());
    }

    private void known(TableDefinition definition) {
        if (definition.isSound()) {
            after.put(definition.table(), Optional.of(definition));
        } else {
            unclear.add(definition.table());
        }
    }

    private Optional<TableDefinition> now(TableName table) {
        return after.containsKey(table) ? after.getOrDefault(table, Optional.empty()) : before.apply(table);
    }

    private TableName name(SQLExpr name) {
        if (name instanceof SQLPropertyExpr both) {
            return new TableName(SQLUtils.normalize(both.getOwnerName()), SQLUtils.normalize(both.getName()));
        }
        var simple = name instanceof SQLIdentifierExpr only ? only.getName() : ((SQLName) name).getSimpleName();
        return new TableName(database, SQLUtils.normalize(simple));
    }
}
