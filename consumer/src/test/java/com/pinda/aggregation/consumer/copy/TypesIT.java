package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each column type: what the database makes of a value in the source is what it has in the copy. */
class TypesIT {

    private static final String PREFIX = "t" + Long.toString(System.nanoTime(), 36);
    private static final List<ColumnValues> TYPES = ColumnValues.all();
    private static final int ROWS =
            1 + TYPES.stream().mapToInt(type -> type.values().size()).max().orElse(0);

    /** Columns of a primary key, no more of which are allowed. */
    private static final int KEY_COLUMNS = 16;

    private static final Topics TOPICS = new Topics(PREFIX);
    private static final Target TARGET = new Target(PREFIX);
    private static final List<List<ColumnValues>> KEYS = keys();

    @BeforeAll
    static void copyAll() {
        var events = new ArrayList<>(everyValue());
        var tables = new ArrayList<>(List.of("zoo.types"));
        for (int i = 0; i < KEYS.size(); i++) {
            events.addAll(everyKey("zoo.keys" + i, KEYS.get(i)));
            tables.add("zoo.keys" + i);
        }
        events.stream().map(event -> event.table().topic()).distinct().forEach(topic -> TOPICS.create(topic, 1));
        TARGET.start("cdc.copy.tables=" + String.join(",", tables));

        TOPICS.publish(events.toArray(SourceTable.Event[]::new));
        TARGET.awaitChanges(events.size());
    }

    @AfterAll
    static void stop() {
        TARGET.close();
        TOPICS.close();
    }

    static List<ColumnValues> types() {
        return TYPES;
    }

    @ParameterizedTest
    @MethodSource("types")
    void aValueIsInTheCopyAsInTheSource(ColumnValues type) {
        var column = "c" + TYPES.indexOf(type);

        var different = TARGET.rows("""
                SELECT s.id, HEX(LEFT(CAST(s.%1$s AS BINARY), 100)) AS source, HEX(LEFT(CAST(c.%1$s AS BINARY), 100)) AS copy
                FROM source s LEFT JOIN types c ON c.id = s.id
                WHERE c.id IS NULL
                  OR NOT (s.%1$s <=> c.%1$s AND CAST(s.%1$s AS BINARY) <=> CAST(c.%1$s AS BINARY))
                """.formatted(column));

        assertThat(different).isEmpty();
    }

    @Test
    void aColumnOfTheCopyHasTheTypeThatItHasInTheSource() {
        assertThat(columns("types")).isEqualTo(columns("source"));
    }

    /** Zerofill is for show; an ENUM of a copy has '' too, as the source's may. */
    private static List<String> columns(String table) {
        return TARGET
                .jdbc()
                .sql("SELECT CONCAT(column_name, ' ', column_type) FROM information_schema.columns WHERE table_schema ="
                        + " DATABASE() AND table_name = ? AND column_name <> '_position' ORDER BY ordinal_position")
                .param(table)
                .query(String.class)
                .list()
                .stream()
                .map(column ->
                        column.replace("(5) unsigned zerofill", "(10) unsigned").replaceFirst("(enum.*),''\\)", "$1)"))
                .toList();
    }

    static Stream<Integer> keyTables() {
        return IntStream.range(0, KEYS.size()).boxed();
    }

    @ParameterizedTest
    @MethodSource("keyTables")
    void aRowIsFoundByItsKeyWhateverTheTypesOfTheKey(int table) {
        var inserted = everyKey("zoo.keys" + table, KEYS.get(table));
        var changes = TARGET.number("SELECT SUM(changes) FROM _copy_progress");

        TOPICS.publish(inserted.toArray(SourceTable.Event[]::new));
        TARGET.awaitChanges(changes + inserted.size());
        TOPICS.publish(inserted.stream()
                .skip(1)
                .map(event -> event.deletedAt(event.position() + ROWS))
                .toArray(SourceTable.Event[]::new));
        TARGET.awaitChanges(changes + 2L * inserted.size() - 1);

        assertThat(TARGET.rows("SELECT n FROM keys" + table)).isEqualTo(List.of(Map.of("n", 0)));
    }

    private static List<SourceTable.Event> everyValue() {
        var columns = new ArrayList<>(List.of("id int key"));
        IntStream.range(0, TYPES.size())
                .forEach(i -> columns.add("c" + i + " " + TYPES.get(i).type()));
        var table = SourceTable.of(PREFIX, "zoo.types", columns.toArray(String[]::new));
        var events = new ArrayList<SourceTable.Event>();
        var ddl = IntStream.range(0, TYPES.size())
                .mapToObj(i -> ", c" + i + " " + TYPES.get(i).type() + " NULL")
                .collect(Collectors.joining());
        execute("CREATE TABLE source (id int PRIMARY KEY" + ddl + ") DEFAULT CHARACTER SET utf8mb4");
        for (int row = 0; row < ROWS; row++) {
            var at = row;
            execute(TYPES.stream()
                    .map(type -> "," + type.sql(at))
                    .collect(Collectors.joining("", "INSERT IGNORE INTO source VALUES (" + row, ")")));
            events.add(table.insert(
                    row + 1L,
                    Stream.concat(Stream.of(row), TYPES.stream().map(type -> type.avro(at)))
                            .toArray()));
        }
        return events;
    }

    private static List<SourceTable.Event> everyKey(String name, List<ColumnValues> types) {
        var columns = IntStream.range(0, types.size())
                .mapToObj(i -> "k" + i + " " + types.get(i).type() + " key")
                .collect(Collectors.toCollection(ArrayList::new));
        columns.add("n int");
        var table = SourceTable.of(PREFIX, name, columns.toArray(String[]::new));
        var keys = ColumnValues.keys(types);
        return IntStream.range(0, keys.size())
                .mapToObj(n -> table.insert(
                        n + 1L,
                        Stream.concat(Stream.of(keys.get(n)), Stream.of(n)).toArray()))
                .toList();
    }

    private static List<List<ColumnValues>> keys() {
        var types = TYPES.stream().filter(ColumnValues::key).toList();
        var tables = new ArrayList<List<ColumnValues>>();
        for (int from = 0; from < types.size(); from += KEY_COLUMNS) {
            tables.add(types.subList(from, Math.min(from + KEY_COLUMNS, types.size())));
        }
        return Collections.unmodifiableList(tables);
    }

    private static void execute(String sql) {
        TARGET.jdbc().sql(sql).update();
    }
}
