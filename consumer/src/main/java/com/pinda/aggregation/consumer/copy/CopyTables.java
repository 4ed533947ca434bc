package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Creates copies, and has them follow the columns of their sources. DDL commits, so none of it runs in a batch. */
@Component
final class CopyTables {

    private static final Logger log = LoggerFactory.getLogger(CopyTables.class);

    private static final String COLUMNS = """
            SELECT column_name, column_type, column_key = 'PRI',
                   is_nullable = 'YES' AND COALESCE(generation_expression, '') = '', collation_name
            FROM information_schema.columns
            WHERE table_schema = DATABASE() AND table_name = ?
            ORDER BY ordinal_position
            """;

    private static final String INDEXES = """
            SELECT GROUP_CONCAT(column_name ORDER BY seq_in_index SEPARATOR ',')
            FROM information_schema.statistics
            WHERE table_schema = DATABASE() AND table_name = ?
            GROUP BY index_name
            """;

    private static final int DUPLICATE_COLUMN = 1060;
    private static final int DUPLICATE_KEY_NAME = 1061;
    private static final int INVALID_DEFAULT = 1067;

    private final JdbcTemplate jdbc;
    private final CopyProperties properties;
    private final Collations collations;
    private final CopyOrigins origins;
    private final SensitiveColumns sensitive;

    CopyTables(
            JdbcTemplate jdbc,
            CopyProperties properties,
            Collations collations,
            CopyOrigins origins,
            SensitiveColumns sensitive) {
        this.jdbc = jdbc;
        this.properties = properties;
        this.collations = collations;
        this.origins = origins;
        this.sensitive = sensitive;
    }

    /**
     * The copy, with room for all columns of the source.
     *
     * @param columns the columns of the source, or those that it once had
     * @throws UnfitTableException where there is no such copy and none is made
     * @throws BusyTableException where somebody else uses it for longer than the session's {@code lock_wait_timeout}
     */
    synchronized CopyTable fit(CopiedTable table, List<ColumnDefinition> columns) {
        try {
            return fittedAsFarAsDefaultsGo(table, columns);
        } catch (BadSqlGrammarException | DataIntegrityViolationException | UncategorizedSQLException e) {
            throw new UnfitTableException(
                    "table " + table.copyName() + " cannot be made like its source: " + e.getMessage(), e);
        }
    }

    /** A column may have changed since it was added, so that it does not take the value of then any more. */
    private CopyTable fittedAsFarAsDefaultsGo(CopiedTable table, List<ColumnDefinition> columns) {
        try {
            return fitted(table, columns);
        } catch (DataAccessException e) {
            if (!Sql.hasCode(e, INVALID_DEFAULT)) {
                throw e;
            }
            log.warn(
                    "rows from before a column was added have NULL in it, what they got in the source does not fit:"
                            + " table={} reason={}",
                    table.copyName(),
                    Sql.reason(e));
            return fitted(
                    table,
                    columns.stream().map(ColumnDefinition::withoutAddedValue).toList());
        }
    }

    private CopyTable fitted(CopiedTable table, List<ColumnDefinition> columns) {
        var copy = read(table.copyName()).orElseGet(() -> create(table, columns));
        checkKey(table, columns, copy);
        origins.check(table);
        sensitive.note(table.copyName(), columns);
        checkCollation(copy);
        index(table, copy, columns);
        var changes = changes(columns, copy, collations.of(copy.name()));
        checkValues(copy, columns);
        if (changes.isEmpty() || properties.ddl() == CopyProperties.Ddl.IGNORE) {
            return copy;
        }
        if (properties.ddl() == CopyProperties.Ddl.PAUSE) {
            throw new UnfitTableException("table " + copy.name() + " is not like its source any more; with"
                    + " cdc.copy.ddl=pause this is for you to run: ALTER TABLE " + Sql.name(copy.name()) + " "
                    + String.join(", ", changes));
        }
        commits(table);
        changes.forEach(change -> alter(copy.name(), change, DUPLICATE_COLUMN));
        return read(table.copyName()).orElse(copy);
    }

    /** Whether there is a table of the copy's name that was made, or taken, as this copy. */
    boolean isThere(CopiedTable table) {
        return origins.isOf(table) && read(table.copyName()).isPresent();
    }

    private Optional<CopyTable> read(String copyName) {
        var columns = jdbc.query(
                COLUMNS,
                (row, i) -> new CopyTable.Column(
                        row.getString(1), row.getString(2), row.getBoolean(3), row.getBoolean(4), row.getString(5)),
                copyName);
        return columns.isEmpty() ? Optional.empty() : Optional.of(new CopyTable(copyName, columns));
    }

    private CopyTable create(CopiedTable table, List<ColumnDefinition> columns) {
        if (columns.stream().anyMatch(column -> column.name().equalsIgnoreCase(CopyTable.POSITION))) {
            throw new UnfitTableException("the source " + table.source() + " has a column _position, which is the"
                    + " copy's own; take it out with cdc.capture.exclude-columns");
        }
        commits(table);
        origins.begin(table);
        run(table.copyName(), ColumnDdl.create(table.copyName(), columns, collations.of(table.copyName())));
        log.info("copy created: table={} source={} columns={}", table.copyName(), table.source(), columns.size());
        return read(table.copyName()).orElseThrow();
    }

    /** What is read a second time in a batch had its copy made ready by the first; else it is all done again. */
    private static void commits(CopiedTable table) {
        if (TransactionSynchronizationManager.isActualTransactionActive()) {
            throw new MovedCopyException(Set.of(table));
        }
    }

    /** Creates the configured indexes that a copy lacks; one that cannot be is left out, and the copy is slow. */
    private void index(CopiedTable table, CopyTable copy, List<ColumnDefinition> columns) {
        var present = jdbc.queryForList(INDEXES, String.class, copy.name());
        for (var index : properties.copyIndexes()) {
            if (index.copyName().equals(copy.name()) && !present.contains(String.join(",", index.columns()))) {
                commits(table);
                try {
                    alter(copy.name(), exactly(index, copy, columns) + added(index), DUPLICATE_KEY_NAME);
                } catch (DataAccessException | BusyTableException e) {
                    log.error("index not created: copy={} columns={}", copy.name(), index.columns(), e);
                }
            }
        }
    }

    private static String added(CopyIndex index) {
        return "ADD KEY " + Sql.name(index.name()) + " " + ColumnDdl.names(index.columns());
    }

    /** The index's columns that came before it are compared by their bytes from now on, as its others are. */
    private String exactly(CopyIndex index, CopyTable copy, List<ColumnDefinition> columns) {
        var exact = collations.exact();
        return index.columns().stream()
                .flatMap(name -> copy.column(name).stream())
                .filter(column -> column.clearable() && column.isCharacters() && column.differsFrom(exact))
                .map(column -> "MODIFY COLUMN " + Sql.name(column.name()) + " " + column.type() + " COLLATE " + exact
                        + " NULL DEFAULT " + AddedDefault.of(column.name(), columns) + ", ")
                .collect(Collectors.joining());
    }

    /** A copy that was made by hand, or by a version that compared keys like other text. */
    private void checkCollation(CopyTable copy) {
        var exact = collations.exact();
        var unlike = copy.columns().stream()
                .filter(column -> column.key() && column.isCharacters() && column.differsFrom(exact))
                .toList();
        if (!unlike.isEmpty()) {
            log.warn(
                    "keys that differ by case or blanks are one row in this copy, make it anew: table={} columns={}",
                    copy.name(),
                    unlike);
        }
    }

    private void checkKey(CopiedTable table, List<ColumnDefinition> columns, CopyTable copy) {
        if (copy.column(CopyTable.POSITION).isEmpty()) {
            throw new UnfitTableException("table " + copy.name() + " is there already and has no column _position, so"
                    + " it is no copy of " + table.source() + "; rename or drop it, or give the copy another name:"
                    + " cdc.copy.tables=" + table.source() + "=other_name");
        }
        var sourceKey = names(columns.stream().filter(ColumnDefinition::key).map(ColumnDefinition::name));
        var copyKey =
                names(copy.columns().stream().filter(CopyTable.Column::key).map(CopyTable.Column::name));
        if (!sourceKey.equals(copyKey)) {
            throw new UnfitTableException("table " + copy.name() + " has the primary key (" + copyKey + "), and its"
                    + " source " + table.source() + " (" + sourceKey
                    + "); once all partitions of its topic wait here, run "
                    + rekeyed(copy, columns));
        }
    }

    /** The rows are those of the source, whichever key they have. */
    private String rekeyed(CopyTable copy, List<ColumnDefinition> columns) {
        var collation = collations.of(copy.name());
        var key = columns.stream().filter(ColumnDefinition::key).toList();
        return "ALTER TABLE " + Sql.name(copy.name()) + " "
                + key.stream()
                        .map(column -> "MODIFY COLUMN " + ColumnDdl.line(column, collation) + ", ")
                        .collect(Collectors.joining())
                + "DROP PRIMARY KEY, ADD PRIMARY KEY "
                + ColumnDdl.names(key.stream().map(ColumnDefinition::name).toList());
    }

    /** What the copy's column would take otherwise than it is, without a word, is not written to it. */
    private void checkValues(CopyTable copy, List<ColumnDefinition> columns) {
        for (var column : columns) {
            var type = copy.column(column.name()).flatMap(CopyTable.Column::sourceType);
            if (type.isPresent() && Widening.loses(type.get(), column.type()) && !isWidened(type.get(), column)) {
                throw new UnfitTableException("column " + column.name() + " of table " + copy.name() + " is "
                        + type.get().ddl() + ", which would round or convert values of the source's "
                        + column.type().ddl() + "; give it a type that holds both, as with ALTER TABLE "
                        + Sql.name(copy.name()) + " MODIFY COLUMN "
                        + ColumnDdl.line(column, collations.of(copy.name())));
            }
        }
    }

    private boolean isWidened(MySqlType type, ColumnDefinition column) {
        return properties.ddl() != CopyProperties.Ddl.IGNORE
                && Widening.of(type, column.type()).isPresent();
    }

    private static String names(java.util.stream.Stream<String> names) {
        return names.map(name -> name.toLowerCase(Locale.ROOT)).sorted().collect(Collectors.joining(","));
    }

    private static List<String> changes(List<ColumnDefinition> columns, CopyTable copy, Collation collation) {
        var changes = new ArrayList<String>();
        var types = new TreeMap<String, MySqlType>(String.CASE_INSENSITIVE_ORDER);
        copy.columns().forEach(column -> column.sourceType().ifPresent(type -> types.put(column.name(), type)));
        for (var column : columns) {
            var present = copy.column(column.name());
            var wanted = present.isEmpty()
                    ? Optional.of(column.type())
                    : present.get().sourceType().flatMap(type -> Widening.of(type, column.type()));
            if (wanted.isPresent()) {
                types.remove(column.name());
                var fitted = ColumnDdl.beside(types.values().stream(), column.typed(wanted.get()));
                types.put(column.name(), fitted.type());
                changes.add((present.isEmpty() ? "ADD COLUMN " : "MODIFY COLUMN ") + ColumnDdl.line(fitted, collation));
            }
        }
        return changes;
    }

    private void alter(String copyName, String change, int alreadyDone) {
        try {
            run(copyName, "ALTER TABLE " + Sql.name(copyName) + " " + change);
            log.info("copy altered: table={} change={}", copyName, change);
        } catch (DataAccessException e) {
            if (!Sql.hasCode(e, alreadyDone)) {
                throw e;
            }
        }
    }

    /** All else that waits in vain, as for a row of the consumer's own tables, is not the table's fault. */
    private void run(String copyName, String ddl) {
        try {
            jdbc.execute(ddl);
        } catch (PessimisticLockingFailureException e) {
            throw new BusyTableException(copyName, e);
        }
    }
}
