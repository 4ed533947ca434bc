package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.inbound.TableMeta;
import com.alibaba.otter.canal.parse.inbound.mysql.tsdb.TableMetaTSDB;
import com.alibaba.otter.canal.protocol.position.EntryPosition;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.history.ColumnDefinition;
import com.pinda.aggregation.canal.history.Ddl;
import com.pinda.aggregation.canal.history.DdlText;
import com.pinda.aggregation.canal.history.ParserText;
import com.pinda.aggregation.canal.history.TableDefinition;
import com.pinda.aggregation.canal.history.TableHistory;
import com.pinda.aggregation.canal.history.TableName;
import com.pinda.aggregation.canal.source.Source;
import com.taobao.tddl.dbsync.binlog.event.TableMapLogEvent.ColumnInfo;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which definition rows are mapped by: the history's, or, where that cannot be theirs, the one that the source has now.
 * canal hands every DDL statement in through its own interface for such a history; the rest of that is not used.
 */
final class Definitions implements TableMetaTSDB {

    private static final Logger log = LoggerFactory.getLogger(Definitions.class);

    private final TableHistory history;
    private final Source source;
    private final TableFilter filter;

    Definitions(TableHistory history, Source source, TableFilter filter) {
        this.history = history;
        this.source = source;
        this.filter = filter;
    }

    /** Changes whenever a definition may have changed. */
    long version() {
        return history.version();
    }

    /** The captured tables that there are or were. */
    Set<TableName> tables() {
        return history.tables();
    }

    /** The captured tables that a database has or had up to a position. */
    List<TableName> tablesOf(String database, BinlogPosition position) {
        return history.tablesOf(database, position);
    }

    /** The definition of rows at a position. */
    TableDefinition of(TableName table, ColumnInfo[] rows, BinlogPosition position) {
        var remembered = history.at(table, position);
        var fitting = remembered.flatMap(d -> BinlogTypes.fitted(d, rows));
        return fitting.orElseGet(() -> mended(table, rows, position, remembered));
    }

    @Override
    public boolean apply(EntryPosition at, @Nullable String database, @Nullable String sql, @Nullable String extra) {
        var position = new BinlogPosition(at.getJournalName(), at.getPosition());
        if (sql == null || history.hasRecorded(position)) {
            return true;
        }
        var ddl = Ddl.follow(
                asReadByTheSource(sql), database == null ? "" : database, table -> history.before(table, position));
        var definitions = new LinkedHashMap<>(ddl.after());
        for (var dropped : ddl.droppedDatabases()) {
            history.tablesOf(dropped, position).forEach(t -> definitions.put(t, Optional.empty()));
        }
        for (var table : ddl.unclear()) {
            if (filter.test(table)) {
                definitions.put(table, present(table, position));
                log.info(
                        "definition read from the source, the statement cannot be followed: table={} position={}",
                        table,
                        position);
            }
        }
        definitions.keySet().removeIf(table -> !filter.test(table));
        definitions.replaceAll((table, definition) -> definition.map(d -> withCharsets(d, position)));
        history.record(position, definitions);
        return true;
    }

    /** A statement with what the source reads of its comments for some versions only. */
    String asReadByTheSource(String sql) {
        if (!DdlText.hasVersionComment(sql)) {
            return sql;
        }
        try {
            var version = source.version();
            return ParserText.asReadBy(version.mariaDb(), version.number(), sql);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A statement names the character set of a new column seldom: the table's is meant, or the database's. */
    private TableDefinition withCharsets(TableDefinition definition, BinlogPosition position) {
        if (definition.columns().stream().noneMatch(ColumnDefinition::lacksCharset)) {
            return definition;
        }
        var present = present(definition.table(), position)
                .map(TableDefinition::columns)
                .orElse(List.of());
        var columns = definition.columns().stream()
                .map(column -> column.lacksCharset() ? column.in(charset(column, definition, present)) : column)
                .toList();
        return new TableDefinition(definition.table(), columns);
    }

    /**
     * That of the column as it is now. Where it is another one by now: that of the table's other columns, if they have
     * one; null, for UTF-8 that is checked, if they have several; that of the database where there is no other column.
     */
    private @Nullable String charset(
            ColumnDefinition column, TableDefinition definition, List<ColumnDefinition> present) {
        var others = definition.columns().stream()
                .map(ColumnDefinition::charset)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        return present.stream()
                .filter(c ->
                        c.name().equalsIgnoreCase(column.name()) && c.type().equals(column.type()))
                .map(ColumnDefinition::charset)
                .findFirst()
                .or(() -> others.isEmpty()
                        ? databaseCharset(definition.table().database())
                        : Optional.of(others.iterator().next()).filter(only -> others.size() == 1))
                .orElse(null);
    }

    private Optional<String> databaseCharset(String database) {
        try {
            return source.charset(database);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TableDefinition mended(
            TableName table, ColumnInfo[] rows, BinlogPosition position, Optional<TableDefinition> remembered) {
        var present = present(table, position);
        var fitting = present.flatMap(d -> BinlogTypes.fitted(d, rows));
        if (fitting.isEmpty()) {
            throw new StreamFailedException("the rows of " + table + " at " + position + " have " + rows.length
                    + " columns, and no definition of that time is known: the table history has "
                    + remembered.map(d -> d.columns().size() + " columns").orElse("none") + ", the source now has "
                    + present.map(d -> d.columns().size() + " columns").orElse("no such table")
                    + ". Leave the table out with canal.filter, or load it anew and start at a later position.");
        }
        log.info("definition read from the source: table={} position={}", table, position);
        history.record(position, Map.of(table, present));
        return fitting.get();
    }

    /** A table that was renamed over this one, as by tools that alter a shadow of it, has its rows and more columns. */
    private Optional<TableDefinition> present(TableName table, BinlogPosition position) {
        try {
            return source.definition(table, history.lastKnown(table, position));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean init(String destination) {
        return true;
    }

    @Override
    public void destory() {
        // nothing is held open
    }

    @Override
    public boolean rollback(EntryPosition position) {
        return true; // definitions are looked up by position
    }

    @Override
    public @Nullable TableMeta find(String database, String table) {
        return null; // rows are mapped by of(…)
    }

    @Override
    public Map<String, String> snapshot() {
        return Map.of();
    }
}
