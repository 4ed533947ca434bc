package com.pinda.aggregation.producer.capture;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.Sensitivity;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Which tables and columns leave the source, which columns make the key, and who may see them. */
public final class CapturedTables {

    private static final Pattern SENSITIVE = Pattern.compile("([^=]+)=\\s*(personal|secret)\\s*");

    private final List<TableId> named;
    private final List<Pattern> included;
    private final List<Pattern> excluded;
    private final NamedColumns onlyColumns;
    private final NamedColumns excludedColumns;
    private final NamedColumns keys;
    private final Map<Sensitivity, NamedColumns> sensitive;

    CapturedTables(CaptureProperties properties) {
        included = patterns(properties.tables(), "cdc.capture.tables");
        excluded = patterns(properties.excludeTables(), "cdc.capture.exclude-tables");
        named = properties.tables().stream()
                .filter(name -> !name.contains("*"))
                .map(TableId::parse)
                .toList();
        onlyColumns = NamedColumns.lists("cdc.capture.include-columns", properties.includeColumns());
        excludedColumns = NamedColumns.each("cdc.capture.exclude-columns", properties.excludeColumns());
        keys = NamedColumns.lists("cdc.capture.keys", properties.keys());
        sensitive = sensitive(properties.sensitive());
        settings().forEach(setting -> setting.refuseOtherTables(table -> matches(included, table)));
    }

    private Stream<NamedColumns> settings() {
        return Stream.concat(Stream.of(onlyColumns, excludedColumns, keys), sensitive.values().stream());
    }

    private static Map<Sensitivity, NamedColumns> sensitive(List<String> entries) {
        var columns = new EnumMap<Sensitivity, List<String>>(Sensitivity.class);
        for (var entry : entries) {
            var matcher = SENSITIVE.matcher(entry);
            if (!matcher.matches()) {
                throw new InvalidConfigurationPropertyValueException(
                        "cdc.capture.sensitive", entry, "it is written db.table.column=personal or =secret");
            }
            var sensitivity = Sensitivity.valueOf(matcher.group(2).toUpperCase(Locale.ROOT));
            columns.computeIfAbsent(sensitivity, s -> new ArrayList<>()).add(matcher.group(1));
        }
        var named = new EnumMap<Sensitivity, NamedColumns>(Sensitivity.class);
        columns.forEach((sensitivity, of) -> named.put(sensitivity, NamedColumns.each("cdc.capture.sensitive", of)));
        return named;
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

    /** Whether a table's changes are published. */
    public boolean includes(TableId table) {
        return matches(included, table) && !matches(excluded, table);
    }

    private static boolean matches(List<Pattern> patterns, TableId table) {
        var name = table.toString();
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }

    /** The tables that the settings name in full, without {@code *}. */
    public List<TableId> named() {
        return named;
    }

    /** Whether a column's values are published. */
    public boolean includes(TableId table, String column) {
        return (!onlyColumns.has(table) || onlyColumns.contains(table, column))
                && !excludedColumns.contains(table, column);
    }

    /**
     * A table as it is published: without the columns that stay in the source, with the configured key where one is
     * configured.
     *
     * @throws BadTableException where a column's type has no representation, a setting names a column that the table
     *     does not have, or a column of the primary key stays in the source and no other key is configured
     */
    public TableDefinition definition(TableLayout layout) {
        settings().forEach(setting -> setting.refuseOtherColumns(layout));
        var table = layout.table();
        var key = keys.of(table);
        var found = new HashSet<String>();
        var columns = new ArrayList<ColumnDefinition>();
        for (var column : layout.columns()) {
            if (!includes(table, column.name())) {
                refuseWithoutKey(table, column, key);
                continue;
            }
            found.add(column.name().toLowerCase(Locale.ROOT));
            columns.add(new ColumnDefinition(
                    column.name(),
                    type(table, column),
                    key.isEmpty() ? column.key() : keys.contains(table, column.name()),
                    sensitivity(table, column.name()),
                    layout.addedValue(column)));
        }
        if (!found.containsAll(key)) {
            throw new BadTableException(
                    "cdc.capture.keys names columns of " + table + " that are not captured: " + key);
        }
        return definition(table, columns);
    }

    private static TableDefinition definition(TableId table, List<ColumnDefinition> columns) {
        try {
            return new TableDefinition(table, columns);
        } catch (IllegalArgumentException e) {
            throw new BadTableException("cannot publish " + table + ": " + e.getMessage(), e);
        }
    }

    private Sensitivity sensitivity(TableId table, String column) {
        return sensitive.entrySet().stream()
                .filter(named -> named.getValue().contains(table, column))
                .map(Map.Entry::getKey)
                .max(Comparator.naturalOrder())
                .orElse(Sensitivity.NONE);
    }

    private static void refuseWithoutKey(TableId table, TableLayout.Column column, Set<String> configuredKey) {
        if (column.key() && configuredKey.isEmpty()) {
            throw new BadTableException("cannot publish " + table + ": its primary key has the column " + column.name()
                    + ", which is not captured, so different rows would have one key; capture it, or name another key in"
                    + " cdc.capture.keys");
        }
    }

    private static MySqlType type(TableId table, TableLayout.Column column) {
        try {
            return MySqlType.parse(column.type());
        } catch (IllegalArgumentException e) {
            throw new BadTableException(
                    "cannot publish " + table + "." + column.name() + ": " + e.getMessage()
                            + "; exclude it with cdc.capture.exclude-columns",
                    e);
        }
    }
}
