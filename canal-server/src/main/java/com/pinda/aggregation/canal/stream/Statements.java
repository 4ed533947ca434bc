package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.parse.inbound.mysql.ddl.DdlResult;
import com.alibaba.otter.canal.parse.inbound.mysql.ddl.DruidDdlParser;
import com.alibaba.otter.canal.protocol.CanalEntry.EventType;
import com.alibaba.otter.canal.protocol.CanalEntry.RowChange;
import com.google.protobuf.ByteString;
import com.pinda.aggregation.canal.history.TableName;
import com.taobao.tddl.dbsync.binlog.event.QueryLogEvent;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Statements of the binlog, read by canal's parser and told as canal tells them. canal itself takes every text that
 * ends with COMMIT for the end of a transaction, that of a statement about the column {@code last_commit} too, and
 * stops at what its parser throws for some statements.
 */
final class Statements {

    private static final Pattern BOUNDARY =
            Pattern.compile("(?:\\s|/\\*.*?\\*/)*(?:BEGIN|COMMIT)|XA .*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final TableFilter filter;

    Statements(TableFilter filter) {
        this.filter = filter;
    }

    /** Whether the text begins or ends a transaction. */
    static boolean isBoundary(String sql) {
        return sql.equals("BEGIN") || BOUNDARY.matcher(sql).matches();
    }

    /** What a statement is about, where clients are to know of it: the first of its tables that counts. */
    Optional<Subject> subject(QueryLogEvent event) {
        var results = read(event.getQuery(), event.getDbName());
        return results.stream().anyMatch(this::isTold) ? Optional.of(new Subject(results.get(0))) : Optional.empty();
    }

    /** The change that clients get for a statement. */
    static ByteString change(QueryLogEvent event, EventType type) {
        var change =
                RowChange.newBuilder().setIsDdl(true).setSql(event.getQuery()).setEventType(type);
        var database = event.getDbName();
        if (database != null && !database.isEmpty()) {
            change.setDdlSchemaName(database);
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
        return table == null || filter.test(new TableName(database == null ? "" : database, table));
    }

    /**
     * What a statement does, to which table.
     *
     * @param table without names where the statement is not about one table
     */
    record Subject(EventType type, TableName table) {

        private Subject(DdlResult result) {
            this(result.getType(), new TableName(text(result.getSchemaName()), text(result.getTableName())));
        }

        private static String text(@Nullable String name) {
            return name == null ? "" : name;
        }
    }
}
