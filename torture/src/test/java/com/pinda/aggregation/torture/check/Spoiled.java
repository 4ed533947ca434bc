package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records with one thing made wrong. */
final class Spoiled {

    private final TableId table;
    private final @Nullable Row key;
    private final int home;
    private RecordPlace at;
    private Operation operation;
    private @Nullable Row before;
    private @Nullable Row after;
    private @Nullable Row otherKey;
    private Place place;
    private long position;
    private @Nullable String gtid;
    private String transaction;
    private long totalOrder;
    private long tableOrder;

    private Spoiled(PublishedChange c) {
        table = c.table();
        key = c.key();
        home = c.home();
        at = c.at();
        operation = c.operation();
        before = c.before();
        after = c.after();
        otherKey = c.otherKey();
        place = c.place();
        position = c.position();
        gtid = c.gtid();
        transaction = c.transaction();
        totalOrder = c.totalOrder();
        tableOrder = c.tableOrder();
    }

    static PublishedChange at(PublishedChange c, int partition, long offset) {
        return spoiled(c, s -> s.at = new RecordPlace(c.at().topic(), partition, offset));
    }

    static PublishedChange before(PublishedChange c, UnaryOperator<Row> spoil) {
        return spoiled(c, s -> s.before = spoil.apply(Objects.requireNonNull(c.before())));
    }

    static PublishedChange after(PublishedChange c, UnaryOperator<Row> spoil) {
        return spoiled(c, s -> s.after = spoil.apply(Objects.requireNonNull(c.after())));
    }

    static PublishedChange images(PublishedChange c, @Nullable Row before, @Nullable Row after) {
        return spoiled(c, s -> {
            s.before = before;
            s.after = after;
        });
    }

    static PublishedChange place(PublishedChange c, Place place, long position) {
        return spoiled(c, s -> {
            s.place = place;
            s.position = position;
        });
    }

    static PublishedChange numbered(PublishedChange c, long totalOrder, long tableOrder) {
        return spoiled(c, s -> {
            s.totalOrder = totalOrder;
            s.tableOrder = tableOrder;
        });
    }

    static PublishedChange inTransaction(PublishedChange c, @Nullable String gtid, String transaction) {
        return spoiled(c, s -> {
            s.gtid = gtid;
            s.transaction = transaction;
        });
    }

    static PublishedChange otherKey(PublishedChange c, @Nullable Row otherKey) {
        return spoiled(c, s -> s.otherKey = otherKey);
    }

    static PublishedChange operation(PublishedChange c, Operation operation) {
        return spoiled(c, s -> s.operation = operation);
    }

    private static PublishedChange spoiled(PublishedChange c, Consumer<Spoiled> spoil) {
        var s = new Spoiled(c);
        spoil.accept(s);
        return new PublishedChange(
                s.table,
                s.at,
                s.key,
                s.home,
                s.operation,
                s.before,
                s.after,
                s.otherKey,
                s.place,
                s.position,
                s.gtid,
                s.transaction,
                s.totalOrder,
                s.tableOrder);
    }
}
