package com.pinda.aggregation.canal.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The definition of each table at each position of the binlog. A stretch of the binlog that is read again finds the
 * definitions it found the first time, whatever has happened to the tables since. One thread writes; crash safe.
 */
public final class TableHistory {

    private final HistoryFile file;
    private final Map<TableName, NavigableMap<BinlogPosition, HistoryRecord>> tables = new HashMap<>();
    private final AtomicLong version = new AtomicLong();

    private TableHistory(HistoryFile file) {
        this.file = file;
    }

    /** Opens the file, or an empty history where there is none. */
    public static TableHistory open(Path path) throws IOException {
        var history = new TableHistory(new HistoryFile(path));
        history.file.read().forEach(history::add);
        return history;
    }

    /** Forgets everything and begins at a position with the definitions of that moment. */
    public synchronized void begin(BinlogPosition position, List<TableDefinition> definitions) {
        tables.clear();
        var records = definitions.stream()
                .map(d -> new HistoryRecord(position, d.table(), Optional.of(d)))
                .toList();
        replace(records);
        records.forEach(this::add);
    }

    /** The definition that counts for an event at a position; empty where none is known. */
    public synchronized Optional<TableDefinition> at(TableName table, BinlogPosition position) {
        return definition(records(table).floorEntry(position));
    }

    /** The definition that counted before the event at a position. */
    public synchronized Optional<TableDefinition> before(TableName table, BinlogPosition position) {
        return definition(records(table).lowerEntry(position));
    }

    /** The newest definition that was known before a position, of a table that may since be gone or be another one. */
    public synchronized Optional<TableDefinition> lastKnown(TableName table, BinlogPosition position) {
        return definition(lastKnown(records(table).headMap(position, false)));
    }

    /** Whether what happened at exactly this position was recorded when it was read before. */
    public synchronized boolean hasRecorded(BinlogPosition position) {
        return tables.values().stream().anyMatch(records -> records.containsKey(position));
    }

    /** The tables that a database has or had up to a position, by name. Whether one is there is not always known. */
    public synchronized List<TableName> tablesOf(String database, BinlogPosition position) {
        return tables.keySet().stream()
                .filter(t -> t.database().equals(database))
                .filter(t -> records(t).floorKey(position) != null)
                .sorted(Comparator.comparing(TableName::table))
                .toList();
    }

    /** Records what became of tables at a position; on the disk when this returns. What changes nothing is left out. */
    public synchronized void record(BinlogPosition position, Map<TableName, Optional<TableDefinition>> definitions) {
        var records = new ArrayList<HistoryRecord>();
        definitions.forEach((table, definition) -> {
            if (!at(table, position).equals(definition)) {
                records.add(new HistoryRecord(position, table, definition));
            }
        });
        if (records.isEmpty()) {
            return;
        }
        try {
            file.append(records);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the table history", e);
        }
        records.forEach(this::add);
    }

    /** Drops what no event from a position on can need. */
    public synchronized void forgetBefore(BinlogPosition position) {
        var kept = new ArrayList<HistoryRecord>();
        for (var records : tables.values()) {
            var known = lastKnown(records.headMap(position, true));
            var floor = known == null ? records.floorKey(position) : known.getKey();
            kept.addAll(
                    floor == null
                            ? records.values()
                            : records.tailMap(floor, true).values());
        }
        var all = tables.values().stream().mapToInt(Map::size).sum();
        if (kept.size() < all) {
            replace(kept);
            tables.clear();
            kept.forEach(this::add);
        }
    }

    /** Grows with each record, so that what was worked out from definitions can be known to be stale. */
    public long version() {
        return version.get();
    }

    /** The tables that were ever recorded. */
    public synchronized Set<TableName> tables() {
        return Set.copyOf(tables.keySet());
    }

    private void replace(List<HistoryRecord> records) {
        try {
            file.replace(records);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the table history", e);
        }
    }

    private void add(HistoryRecord record) {
        tables.computeIfAbsent(record.table(), t -> new TreeMap<>()).put(record.position(), record);
        version.incrementAndGet();
    }

    private NavigableMap<BinlogPosition, HistoryRecord> records(TableName table) {
        return tables.getOrDefault(table, new TreeMap<>());
    }

    private static Map.@Nullable Entry<BinlogPosition, HistoryRecord> lastKnown(
            NavigableMap<BinlogPosition, HistoryRecord> records) {
        for (var entry : records.descendingMap().entrySet()) {
            if (entry.getValue().definition().isPresent()) {
                return entry;
            }
        }
        return null;
    }

    private static Optional<TableDefinition> definition(Map.@Nullable Entry<BinlogPosition, HistoryRecord> entry) {
        return Optional.ofNullable(entry).flatMap(e -> e.getValue().definition());
    }
}
