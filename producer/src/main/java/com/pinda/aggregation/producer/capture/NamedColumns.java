package com.pinda.aggregation.producer.capture;

import static java.util.stream.Collectors.joining;

import com.pinda.aggregation.schema.TableId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/**
 * The columns that a setting names. As in MySQL their case says nothing, that of databases and tables does. A name that
 * ends with {@code ?} is of a column that its table may not have yet, or not any more; any other must be one of the
 * table's.
 */
final class NamedColumns {

    private static final Pattern ONE = Pattern.compile("([^.\\s*]+\\.[^.\\s*()]+)\\.([^*]+)");
    private static final Pattern LIST = Pattern.compile("([^.\\s*]+\\.[^.(\\s*]+)\\(([^)*]+)\\)");
    private static final Pattern BETWEEN_LISTS = Pattern.compile(",(?![^(]*\\))");
    private static final String MAY_BE_MISSING = "?";

    private final String setting;

    /** By table, the names in lower case, and which of them the table must have. */
    private final Map<TableId, Map<String, Boolean>> required = new LinkedHashMap<>();

    private NamedColumns(String setting) {
        this.setting = setting;
    }

    /**
     * From entries {@code db.table.column}.
     *
     * @throws InvalidConfigurationPropertyValueException where an entry is written otherwise
     */
    static NamedColumns each(String setting, List<String> entries) {
        return read(setting, entries, ONE, "db.table.column, without *");
    }

    /**
     * From entries {@code db.table(column,column)}.
     *
     * @throws InvalidConfigurationPropertyValueException where an entry is written otherwise
     */
    static NamedColumns lists(String setting, List<String> entries) {
        // the comma between columns separates entries, too, where a list comes as one text
        var whole = BETWEEN_LISTS.splitAsStream(String.join(",", entries)).filter(entry -> !entry.isBlank());
        return read(setting, whole.toList(), LIST, "db.table(column,column), without *");
    }

    private static NamedColumns read(String setting, List<String> entries, Pattern form, String written) {
        var columns = new NamedColumns(setting);
        for (var entry : entries) {
            var matcher = form.matcher(entry.strip());
            if (!matcher.matches()) {
                throw new InvalidConfigurationPropertyValueException(setting, entry, "it is written " + written);
            }
            var ofTable = columns.required.computeIfAbsent(TableId.parse(matcher.group(1)), t -> new LinkedHashMap<>());
            for (var name : matcher.group(2).split(",", -1)) {
                var column = name.strip().toLowerCase(Locale.ROOT);
                var optional = column.endsWith(MAY_BE_MISSING);
                ofTable.put(optional ? column.substring(0, column.length() - 1) : column, !optional);
            }
        }
        return columns;
    }

    /**
     * Makes sure that each table of the setting is captured.
     *
     * @throws InvalidConfigurationPropertyValueException where one is not
     */
    void refuseOtherTables(Predicate<TableId> captured) {
        for (var table : required.keySet()) {
            if (!captured.test(table)) {
                throw new InvalidConfigurationPropertyValueException(
                        setting,
                        table + " " + required.get(table).keySet(),
                        "cdc.capture.tables does not name that table; upper and lower case count");
            }
        }
    }

    /**
     * Makes sure that the setting's columns of a table are there.
     *
     * @throws BadTableException where one is not
     */
    void refuseOtherColumns(TableLayout layout) {
        var columns = layout.columns().stream()
                .map(column -> column.name().toLowerCase(Locale.ROOT))
                .toList();
        var unknown = required.getOrDefault(layout.table(), Map.of()).entrySet().stream()
                .filter(name -> name.getValue() && !columns.contains(name.getKey()))
                .map(Map.Entry::getKey)
                .collect(joining(", "));
        if (!unknown.isEmpty()) {
            throw new BadTableException(setting + " names " + unknown + ", which " + layout.table()
                    + " does not have among its columns " + String.join(", ", columns)
                    + "; correct it, or append ? to the name of a column that may be missing");
        }
    }

    /** Whether the setting says anything of a table. */
    boolean has(TableId table) {
        return required.containsKey(table);
    }

    boolean contains(TableId table, String column) {
        return of(table).contains(column.toLowerCase(Locale.ROOT));
    }

    /** The columns of a table, in lower case. */
    Set<String> of(TableId table) {
        return required.getOrDefault(table, Map.of()).keySet();
    }
}
