package com.pinda.aggregation.torture.check;

import com.pinda.aggregation.schema.Operation;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records with one thing made wrong. */
final class Spoiled {

    private Spoiled() {}

    static PublishedChange at(PublishedChange c, int partition, long offset) {
        return new PublishedChange(
                c.table(),
                new RecordPlace(c.at().topic(), partition, offset),
                c.key(),
                c.home(),
                c.operation(),
                c.before(),
                c.after(),
                c.otherKey(),
                c.place(),
                c.position(),
                c.gtid(),
                c.transaction(),
                c.totalOrder(),
                c.tableOrder());
    }

    static PublishedChange before(PublishedChange c, UnaryOperator<Row> spoil) {
        return images(c, spoil.apply(Objects.requireNonNull(c.before())), c.after());
    }

    static PublishedChange after(PublishedChange c, UnaryOperator<Row> spoil) {
        return images(c, c.before(), spoil.apply(Objects.requireNonNull(c.after())));
    }

    static PublishedChange images(PublishedChange c, @Nullable Row before, @Nullable Row after) {
        return new PublishedChange(
                c.table(),
                c.at(),
                c.key(),
                c.home(),
                c.operation(),
                before,
                after,
                c.otherKey(),
                c.place(),
                c.position(),
                c.gtid(),
                c.transaction(),
                c.totalOrder(),
                c.tableOrder());
    }

    static PublishedChange place(PublishedChange c, Place place, long position) {
        return new PublishedChange(
                c.table(),
                c.at(),
                c.key(),
                c.home(),
                c.operation(),
                c.before(),
                c.after(),
                c.otherKey(),
                place,
                position,
                c.gtid(),
                c.transaction(),
                c.totalOrder(),
                c.tableOrder());
    }

    static PublishedChange numbered(PublishedChange c, long totalOrder, long tableOrder) {
        return new PublishedChange(
                c.table(),
                c.at(),
                c.key(),
                c.home(),
                c.operation(),
                c.before(),
                c.after(),
                c.otherKey(),
                c.place(),
                c.position(),
                c.gtid(),
                c.transaction(),
                totalOrder,
                tableOrder);
    }

    static PublishedChange inTransaction(PublishedChange c, @Nullable String gtid, String transaction) {
        return new PublishedChange(
                c.table(),
                c.at(),
                c.key(),
                c.home(),
                c.operation(),
                c.before(),
                c.after(),
                c.otherKey(),
                c.place(),
                c.position(),
                gtid,
                transaction,
                c.totalOrder(),
                c.tableOrder());
    }

    static PublishedChange otherKey(PublishedChange c, @Nullable Row otherKey) {
        return new PublishedChange(
                c.table(),
                c.at(),
                c.key(),
                c.home(),
                c.operation(),
                c.before(),
                c.after(),
                otherKey,
                c.place(),
                c.position(),
                c.gtid(),
                c.transaction(),
                c.totalOrder(),
                c.tableOrder());
    }

    static PublishedChange operation(PublishedChange c, Operation operation) {
        return new PublishedChange(
                c.table(),
                c.at(),
                c.key(),
                c.home(),
                operation,
                c.before(),
                c.after(),
                c.otherKey(),
                c.place(),
                c.position(),
                c.gtid(),
                c.transaction(),
                c.totalOrder(),
                c.tableOrder());
    }
}
