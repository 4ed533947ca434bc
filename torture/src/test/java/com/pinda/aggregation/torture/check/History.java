package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.TableId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A log of one table, shop.orders, with the topic that it has to give, which a test may then spoil. Offsets leave room
 * between them.
 */
final class History {

    static final TableId TABLE = new TableId("shop", "orders");
    static final String TOPIC = "tms.shop.orders";

    private static final String FILE = "mysql-bin.000003";
    private static final List<String> COLUMNS = List.of("id", "name", "amount");
    private static final int PARTITIONS = 2;
    private static final int STEP = 10;

    final List<LoggedChange> log = new ArrayList<>();
    final List<Published> records = new ArrayList<>();
    final List<Batch> batches = new ArrayList<>();
    final List<Mark> marks = new ArrayList<>();
    private final Map<TableId, Table> tables;
    private final Memory memory = new Memory();
    private final Map<Long, Row> rows = new HashMap<>();
    private final long[] ends = new long[PARTITIONS];
    private final boolean byChain;
    private long marksEnd;
    private int transaction = 1;
    private int number;
    private long offset = 100;
    private int row;

    private History(CheckedTable checked) {
        byChain = checked.depth() == CheckedTable.Depth.CHAIN;
        tables = Map.of(
                TABLE,
                new Table(
                        checked,
                        List.of(
                                new Column("id", MySqlType.parse("bigint"), null, true, true),
                                new Column("name", MySqlType.parse("varchar(50)"), "utf8mb4", false, true),
                                new Column("amount", MySqlType.parse("decimal(10,2)"), null, false, true))));
    }

    /** Two rows are made, changed, one is deleted and made again, one gets another key; four batches. */
    static History told() {
        return told(CheckedTable.of("shop.orders"));
    }

    static History told(CheckedTable checked) {
        var history = new History(checked);
        history.insert(1, "one", "1.00").insert(2, "two", "2.00").commit();
        history.update(1, "one", "1.50").update(2, "two", "2.50").commit().batch();
        history.delete(2).commit().batch();
        history.move(1, 3)
                .commit()
                .insert(2, "two again", "2.75")
                .update(2, "two again", "9.00")
                .insert(4, "four", "4.00")
                .commit()
                .batch();
        return history.update(4, "four", "4.40")
                .update(4, "four", "4.44")
                .update(4, "four", "4.45")
                .commit()
                .batch();
    }

    History insert(long id, String name, String amount) {
        var row = new Row(COLUMNS, new String[] {Long.toString(id), Values.text(name), amount});
        return change(Operation.CREATE, null, row);
    }

    History update(long id, String name, String amount) {
        var row = new Row(COLUMNS, new String[] {Long.toString(id), Values.text(name), amount});
        return change(Operation.UPDATE, rows.get(id), row);
    }

    History delete(long id) {
        return change(Operation.DELETE, rows.get(id), null);
    }

    History move(long id, long newId) {
        var before = Objects.requireNonNull(rows.get(id));
        return change(Operation.UPDATE, before, before.with("id", Long.toString(newId)));
    }

    /** The next changes are rows of another event. */
    History event() {
        offset += 50;
        row = 0;
        return this;
    }

    /** The next change stands where the last one does, as in a compressed transaction. */
    History inSamePlace() {
        row--;
        return this;
    }

    private History change(Operation operation, @Nullable Row before, @Nullable Row after) {
        var place = new Place(FILE, offset, row++);
        log.add(new LoggedChange(place, transaction, gtid(), TABLE, operation, log(before), log(after)));
        var oldKey = before == null ? null : before.only(List.of("id"));
        var newKey = after == null ? null : after.only(List.of("id"));
        if (oldKey != null && newKey != null && !oldKey.equals(newKey)) {
            publish(Operation.DELETE, oldKey, before, null, newKey, place);
            publish(Operation.CREATE, newKey, null, after, oldKey, place);
        } else {
            var key = Objects.requireNonNull(newKey == null ? oldKey : newKey);
            publish(operation, key, before, after, null, place);
        }
        if (before != null) {
            rows.remove(Long.parseLong(before.value(0)));
        }
        if (after != null) {
            rows.put(Long.parseLong(after.value(0)), after);
        }
        return this;
    }

    private @Nullable Row log(@Nullable Row row) {
        return byChain ? null : row;
    }

    private String gtid() {
        return "0-1-" + transaction;
    }

    private void publish(
            Operation operation,
            Row key,
            @Nullable Row before,
            @Nullable Row after,
            @Nullable Row otherKey,
            Place place) {
        var home = (int) (Long.parseLong(key.value(0)) % PARTITIONS);
        number++;
        if (number == 1) {
            mark(false);
        }
        records.add(new PublishedChange(
                TABLE,
                next(home),
                key,
                home,
                operation,
                before,
                after,
                otherKey,
                place,
                Position.of(1, place.file(), place.offset()).toLong(),
                gtid(),
                gtid(),
                number,
                number));
        if (operation == Operation.DELETE) {
            records.add(new PublishedTombstone(TABLE, next(home), key, home));
        }
    }

    private RecordPlace next(int partition) {
        ends[partition] += STEP;
        return new RecordPlace(TOPIC, partition, ends[partition]);
    }

    private void mark(boolean end) {
        marksEnd += STEP;
        var at = new RecordPlace("tms.transaction", 0, marksEnd);
        var tables = end ? Map.of("shop.orders", (long) number) : Map.<String, Long>of();
        marks.add(new Mark(at, end, gtid(), end ? number : 0, tables));
    }

    /** The nth begin or end, from 0, is told otherwise. */
    History spoilMark(int n, UnaryOperator<Mark> change) {
        marks.set(n, change.apply(marks.get(n)));
        return this;
    }

    History commit() {
        if (number > 0) {
            mark(true);
        }
        transaction++;
        number = 0;
        return event();
    }

    /** Ends a batch after whole transactions. */
    History batch() {
        return batch(true, null);
    }

    /** Ends a batch within the transaction, and says so. */
    History cut() {
        return batch(false, gtid());
    }

    History batch(boolean complete, @Nullable String unfinished) {
        var partitions = new ArrayList<RecordPlace>();
        for (int i = 0; i < PARTITIONS; i++) {
            partitions.add(new RecordPlace(TOPIC, i, ends[i] + 1));
        }
        partitions.add(new RecordPlace("tms.transaction", 0, marksEnd + 1));
        var at = new RecordPlace("tms.checkpoint", 0, batches.size());
        var touched = partitions.stream()
                .filter(end -> batches.stream().noneMatch(batch -> batch.ends().contains(end)))
                .toList();
        batches.add(new Batch(at, Position.of(1, FILE, offset).toLong(), complete, unfinished, touched));
        return this;
    }

    /** The nth record that is a change, from 0. */
    PublishedChange change(int n) {
        return (PublishedChange) records.stream()
                .filter(PublishedChange.class::isInstance)
                .toList()
                .get(n);
    }

    /** Changes the nth change. */
    History spoil(int n, UnaryOperator<PublishedChange> change) {
        var old = change(n);
        records.set(records.indexOf(old), change.apply(old));
        return this;
    }

    /** What a round finds in it; the next one goes on with what is added then. */
    List<Violation> check() {
        return check(false);
    }

    /** The same, of the begins and ends of transactions too. */
    List<Violation> checkWithMarks() {
        return check(true);
    }

    private List<Violation> check(boolean withMarks) {
        var violations = new Violations();
        try (var round = new Round(tables, memory, violations)) {
            log.forEach(round::logged);
            batches.forEach(round::batch);
            if (withMarks) {
                round.marks(marks);
            }
            var inOrder = new TreeMap<String, Published>();
            records.forEach(record -> inOrder.put(
                    String.format(
                            "%d-%09d", record.at().partition(), record.at().offset()),
                    record));
            inOrder.values().forEach(round::published);
            round.finish();
        }
        log.clear();
        batches.clear();
        records.clear();
        marks.clear();
        return violations.list();
    }
}
