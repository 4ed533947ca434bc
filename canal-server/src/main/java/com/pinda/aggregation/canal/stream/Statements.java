package com.pinda.aggregation.canal.stream;

import com.alibaba.fastjson2.JSONArray;
import com.alibaba.otter.canal.parse.inbound.mysql.ddl.DdlResult;
import com.alibaba.otter.canal.parse.inbound.mysql.ddl.DruidDdlParser;
import com.alibaba.otter.canal.protocol.CanalEntry.EventType;
import com.alibaba.otter.canal.protocol.CanalEntry.Pair;
import com.alibaba.otter.canal.protocol.CanalEntry.RowChange;
import com.google.protobuf.ByteString;
import com.pinda.aggregation.canal.history.DdlText;
import com.pinda.aggregation.canal.history.TableName;
import com.taobao.tddl.dbsync.binlog.event.QueryLogEvent;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the binlog, read by canal's parser and told as canal tells them. canal itself takes every text that
 * ends with COMMIT for the end of a transaction, that of a statement about the column {@code last_commit} too, and
 * stops at what its parser throws for some statements.
 *
 * <p>Beside that, the message of a statement about captured tables has the property {@value #TABLES}: a JSON array with
 * the database and the name of each. The entry's header names the first of them.
 */
final class Statements {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?:\\s|/\\*.*?\\*/)*(?:BEGIN|COMMIT)|XA .*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final String TABLES = "tables";

    private final TableFilter filter;

    Statements(TableFilter filter) {
        this.filter = filter;
    }

    /** Whether the text begins or ends a transaction. */
    static boolean isBoundary(String sql) {
        return sql.equals("BEGIN") || BOUNDARY.matcher(sql).matches();
    }

    /**
     * What a statement is about, where clients are to know of it.
     *
     * @param sql the event's, as the source reads it
     * @param tablesOf the captured tables that a database has or had
     */
    Optional<Subject> subject(QueryLogEvent event, String sql, Function<String, List<TableName>> tablesOf) {
        var lost = DdlText.droppedDatabase(sql).map(tablesOf).orElse(List.of());
        if (!lost.isEmpty()) {
            return Optional.of(new Subject(EventType.ERASE, lost));
        }
        var told = read(sql, event.getDbName()).stream().filter(this::isTold).toList();
        if (told.isEmpty()) {
            return Optional.empty();
        }
        var first = told.get(0);
        var named = captured(told.stream().flatMap(Statements::tables));
        if (!named.isEmpty()) {
            var renames = told.stream().anyMatch(result -> result.getType() == EventType.RENAME);
            return Optional.of(new Subject(renames ? EventType.RENAME : first.getType(), named));
        }
        var shown = captured(DdlText.tables(sql, text(event.getDbName())).stream());
        return Optional.of(
                shown.isEmpty()
                        ? new Subject(first.getType(), table(first.getSchemaName(), first.getTableName()), shown)
                        : new Subject(type(DdlText.verb(sql)), shown));
    }

    /** The change that clients get for a statement. */
    static ByteString change(QueryLogEvent event, Subject subject) {
        var change =
                RowChange.newBuilder().setIsDdl(true).setSql(event.getQuery()).setEventType(subject.type());
        var database = event.getDbName();
        if (database != null && !database.isEmpty()) {
            change.setDdlSchemaName(database);
        }
        if (!subject.tables().isEmpty()) {
            var tables = new JSONArray();
            subject.tables().forEach(table -> tables.add(JSONArray.of(table.database(), table.table())));
            change.addProps(Pair.newBuilder().setKey(TABLES).setValue(tables.toString()));
        }
        return change.build().toByteString();
    }

    private static List<DdlResult> read(String sql, @Nullable String database) {
        try {
            return DruidDdlParser.parse(sql, database);
        } catch (RuntimeException e) { // the parser throws many kinds for what it does not know
            var unknown = new DdlResult();
            unknown.setType(EventType.QUERY);
            return List.of(unknown);
        }
    }

    private boolean isTold(DdlResult result) {
        var captured = isCaptured(result.getSchemaName(), result.getTableName());
        return switch (result.getType()) {
            case INSERT, UPDATE, DELETE -> false; // a text may hold what no row may show
            case CREATE, ALTER, ERASE, TRUNCATE, CINDEX, DINDEX -> captured;
            case RENAME -> captured || isCaptured(result.getOriSchemaName(), result.getOriTableName());
            default -> true;
        };
    }

    private boolean isCaptured(@Nullable String database, @Nullable String table) {
        return table == null || filter.test(table(database, table));
    }

    private List<TableName> captured(Stream<TableName> tables) {
        return tables.filter(table -> !table.table().isEmpty() && filter.test(table))
                .distinct()
                .toList();
    }

    /** A renamed table is one under its old name as well. */
    private static Stream<TableName> tables(DdlResult result) {
        var table = table(result.getSchemaName(), result.getTableName());
        return result.getType() == EventType.RENAME
                ? Stream.of(table(result.getOriSchemaName(), result.getOriTableName()), table)
                : Stream.of(table);
    }

    /** canal's word for a statement that its parser cannot read. */
    private static EventType type(String verb) {
        return switch (verb) {
            case "ALTER" -> EventType.ALTER;
            case "DROP" -> EventType.ERASE;
            case "RENAME" -> EventType.RENAME;
            case "TRUNCATE" -> EventType.TRUNCATE;
            default -> EventType.QUERY;
        };
    }

    private static TableName table(@Nullable String database, @Nullable String table) {
        return new TableName(text(database), text(table));
    }

    private static String text(@Nullable String name) {
        return name == null ? "" : name;
    }

    /**
     * What a statement does, to which tables.
     *
     * @param table the first of them, or one without names
     * @param tables the captured ones that it is about
     */
    record Subject(EventType type, TableName table, List<TableName> tables) {

        Subject(EventType type, List<TableName> tables) {
            this(type, tables.get(0), tables);
        }
    }
}
