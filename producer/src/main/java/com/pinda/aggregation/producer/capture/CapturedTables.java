package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.Sensitivity;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Which tables and columns leave the source, which columns make the key, and who may see them. */
public final class CapturedTables {

    private static final Pattern WITH_COLUMNS = Pattern.compile("([^.\\s]+\\.[^.(\\s]+)\\(([^)]+)\\)");
    private static final Pattern SENSITIVE = Pattern.compile("([^=]+)=\\s*(personal|secret)\\s*");

    private final List<TableId> named;
    private final List<Pattern> included;
    private final List<Pattern> excluded;
    private final Map<TableId, Set<String>> onlyColumns;
    private final Set<String> excludedColumns;
    private final Map<TableId, Set<String>> keys;
    private final Map<String, Sensitivity> sensitivities = new HashMap<>();

    CapturedTables(CaptureProperties properties) {
        included = patterns(properties.tables(), "cdc.capture.tables");
        excluded = patterns(properties.excludeTables(), "cdc.capture.exclude-tables");
        named = properties.tables().stream()
                .filter(name -> !name.contains("*"))
                .map(TableId::parse)
                .toList();
        onlyColumns = byTable(properties.includeColumns(), "cdc.capture.include-columns");
        excludedColumns = new HashSet<>(properties.excludeColumns());
        keys = byTable(properties.keys(), "cdc.capture.keys");
        for (var entry : properties.sensitive()) {
            var matcher = SENSITIVE.matcher(entry);
            if (!matcher.matches()) {
                throw new InvalidConfigurationPropertyValueException(
                        "cdc.capture.sensitive", entry, "it is written db.table.column=personal or =secret");
            }
            sensitivities.put(
                    matcher.group(1).strip(),
                    Sensitivity.valueOf(matcher.group(2).toUpperCase(Locale.ROOT)));
        }
    }

    private static List<Pattern> patterns(List<String> names, String setting) {
        try {
            return names.stream().map(CapturedTables::pattern).toList();
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationPropertyValueException(setting, names, String.valueOf(e.getMessage()));
        }
    }

    private static Pattern pattern(String name) {
        var table = TableId.parse(name);
        return Pattern.compile(glob(table.database()) + "\\." + glob(table.table()));
    }

    private static String glob(String name) {
        return Pattern.quote(name).replace("*", "\\E.*\\Q");
    }

    private static Map<TableId, Set<String>> byTable(List<String> entries, String setting) {
        var columns = new HashMap<TableId, Set<String>>();
        for (var entry : entries) {
            var matcher = WITH_COLUMNS.matcher(entry.strip());
            if (!matcher.matches()) {
                throw new InvalidConfigurationPropertyValueException(
                        setting, entry, "it is written db.table(column,column)");
            }
            var names = new HashSet<String>();
            for (var name : matcher.group(2).split(",", -1)) {
                names.add(name.strip());
            }
            columns.put(TableId.parse(matcher.group(1)), names);
        }
        return columns;
    }

    /** Whether a table's changes are published. */
    public boolean includes(TableId table) {
        var name = table.toString();
        return included.stream().anyMatch(pattern -> pattern.matcher(name).matches())
                && excluded.stream().noneMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The tables that the settings name in full, without {@code *}. */
    public List<TableId> named() {
        return named;
    }

    /** Whether a column's values are published. */
    public boolean includes(TableId table, String column) {
        var only = onlyColumns.get(table);
        return (only == null || only.contains(column)) && !excludedColumns.contains(table + "." + column);
    }

    /**
     * A table as it is published: without the columns that stay in the source, with the configured key where one is
     * configured.
     *
     * @throws BadChangeException where a column's type has no representation, a configured key names no column, or a
     *     column of the primary key stays in the source and no other key is configured
     */
    public TableDefinition definition(TableLayout layout) {
        var table = layout.table();
        var key = keys.getOrDefault(table, Set.of());
        var found = new HashSet<String>();
        var columns = new ArrayList<ColumnDefinition>();
        for (var column : layout.columns()) {
            if (!includes(table, column.name())) {
                refuseWithoutKey(table, column, key);
                continue;
            }
            found.add(column.name());
            columns.add(new ColumnDefinition(
                    column.name(),
                    type(table, column),
                    key.isEmpty() ? column.key() : key.contains(column.name()),
                    sensitivities.getOrDefault(table + "." + column.name(), Sensitivity.NONE),
                    layout.addedValue(column)));
        }
        if (!found.containsAll(key)) {
            throw new BadChangeException(
                    "cdc.capture.keys names columns of " + table + " that are not captured: " + key);
        }
        return new TableDefinition(table, columns);
    }

    private static void refuseWithoutKey(TableId table, TableLayout.Column column, Set<String> configuredKey) {
        if (column.key() && configuredKey.isEmpty()) {
            throw new BadChangeException("cannot publish " + table + ": its primary key has the column " + column.name()
                    + ", which is not captured, so different rows would have one key; capture it, or name another key in"
                    + " cdc.capture.keys");
        }
    }

    private static MySqlType type(TableId table, TableLayout.Column column) {
        try {
            return MySqlType.parse(column.type());
        } catch (IllegalArgumentException e) {
            throw new BadChangeException(
                    "cannot publish " + table + "." + column.name() + ": " + e.getMessage()
                            + "; exclude it with cdc.capture.exclude-columns",
                    e);
        }
    }
}
