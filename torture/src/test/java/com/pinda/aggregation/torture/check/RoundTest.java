package com.pinda.aggregation.torture.check;

import static com.pinda.aggregation.torture.check.History.told;
import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.torture.check.Violation.Kind;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractListAssert;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;

/**
 * What a log's topics have to be, spoilt one way at a time. The changes are, by number: 0 and 1 make rows 1 and 2, 2
 * and 3 change them, 4 deletes row 2, 5 and 6 move row 1 to key 3, 7 makes row 2 again, 8 changes it, 9 makes row 4, 10
 * to 12 change that three times.
 */
class RoundTest {

    private static final CheckedTable BY_CHAIN = CheckedTable.of("shop.orders").byChain();

    private static AbstractListAssert<?, List<? extends Kind>, Kind, ObjectAssert<Kind>> assertKinds(
            List<Violation> violations) {
        return assertThat(violations).extracting(Violation::kind);
    }

    private static void assertTold(List<Violation> violations, Kind kind, String... words) {
        assertThat(violations).anySatisfy(violation -> {
            assertThat(violation.kind()).isEqualTo(kind);
            assertThat(violation.sentence()).contains(words);
        });
    }

    @Test
    void nothingIsFoundInWhatIsRight() {
        assertThat(told().check()).isEmpty();
    }

    @Test
    void nothingIsFoundInARoundThatGoesOn() {
        var history = told();
        assertThat(history.check()).isEmpty();

        history.update(4, "four", "5.00").delete(3).commit().batch();

        assertThat(history.check()).isEmpty();
    }

    @Test
    void nothingIsFoundInBeginsAndEndsThatAreRight() {
        assertThat(told().checkWithMarks()).isEmpty();
    }

    @Test
    void aBeginOrAnEndThatIsLost() {
        for (var n : List.of(0, 1)) {
            var history = told();
            history.marks.remove((int) n);

            assertTold(history.checkWithMarks(), Kind.MARK, n == 0 ? "begin" : "end", "0-1-1 is not told");
        }
    }

    @Test
    void anEndTwice() {
        var history = told();
        history.marks.add(history.marks.get(1));

        assertTold(history.checkWithMarks(), Kind.MARK, "the end of transaction 0-1-1 is told at", "and at");
    }

    @Test
    void anEndThatCountsOtherwise() {
        var more = told().spoilMark(1, m -> new Mark(m.at(), true, m.transaction(), 3, m.tables()));
        var others = told().spoilMark(1, m -> new Mark(m.at(), true, m.transaction(), 2, Map.of("shop.orders", 1L)));

        assertTold(more.checkWithMarks(), Kind.MARK, "tells of 3 records", "but the topics have 2");
        assertTold(others.checkWithMarks(), Kind.MARK, "{shop.orders=1}", "{shop.orders=2}");
    }

    @Test
    void anEndBeforeTheLastPart() {
        var history = told();
        history.insert(8, "eight", "8.00").cut();
        history.insert(9, "nine", "9.00").commit().batch();
        var begin = history.marks.get(history.marks.size() - 2);
        history.spoilMark(
                history.marks.size() - 1, m -> new Mark(begin.at(), true, m.transaction(), m.records(), m.tables()));

        assertTold(history.checkWithMarks(), Kind.MARK, "comes before its last part");
    }

    @Test
    void aBeginOfATransactionWithoutRecords() {
        var history = told();
        var begin = history.marks.get(0);
        history.marks.add(new Mark(begin.at(), false, "0-1-99", 0, Map.of()));

        assertTold(history.checkWithMarks(), Kind.MARK, "0-1-99, which has no records");
    }

    @Test
    void nothingIsFoundWhereNothingHappened() {
        var history = told();
        assertThat(history.check()).isEmpty();

        assertThat(history.check()).isEmpty();
    }

    @Test
    void aLostRecord() {
        var history = told();
        history.records.remove(history.change(11));

        var violations = history.check();

        assertTold(violations, Kind.MISSING, "shop.orders id=4 (u, mysql-bin.000003:", "row 1", "0-1-6");
    }

    @Test
    void theLastRecordLost() {
        var history = told();
        history.records.remove(history.change(12));

        assertKinds(history.check()).containsExactly(Kind.MISSING);
    }

    @Test
    void aRecordTwice() {
        var history = told();
        var record = history.change(11);
        history.records.add(Spoiled.at(record, 0, record.at().offset() + 1));

        assertTold(history.check(), Kind.DOUBLE, "shop.orders id=4", "tms.shop.orders-0@", "told before at 0@");
    }

    @Test
    void aRecordTwiceInTheNextRound() {
        var history = told();
        var record = history.change(12);
        history.check();
        history.insert(6, "six", "6.00").commit();
        history.records.add(Spoiled.at(record, 0, record.at().offset() + 20));
        history.batch(true, null);

        assertTold(history.check(), Kind.NOT_COMMITTED, "shop.orders id=4");
    }

    @Test
    void twoChangesOfAKeySwapped() {
        var history = told();
        var first = history.change(10);
        var second = history.change(11);
        history.spoil(10, change -> Spoiled.at(change, 0, second.at().offset()));
        history.spoil(11, change -> Spoiled.at(change, 0, first.at().offset()));

        var violations = history.check();

        assertTold(
                violations,
                Kind.ORDER,
                "shop.orders id=4",
                "comes after offset " + first.at().offset());
        assertKinds(violations).contains(Kind.CHAIN, Kind.NUMBER).doesNotContain(Kind.MISSING, Kind.DOUBLE);
    }

    @Test
    void aTombstoneLost() {
        var history = told();
        history.records.removeIf(
                record -> record instanceof PublishedTombstone && record.at().partition() == 0);

        var violations = history.check();

        assertKinds(violations).containsExactly(Kind.TOMBSTONE);
        assertTold(violations, Kind.TOMBSTONE, "shop.orders id=2 (d,", "not followed by its tombstone");
    }

    @Test
    void theLastTombstoneLost() {
        var history = told();
        history.delete(4).commit().batch();
        history.records.remove(history.records.size() - 1);

        assertKinds(history.check()).containsExactly(Kind.TOMBSTONE);
    }

    @Test
    void aTombstoneTooMany() {
        var history = told();
        var record = history.change(11);
        history.records.add(new PublishedTombstone(
                record.table(), new RecordPlace(History.TOPIC, 0, record.at().offset() + 1), record.key(), 0));

        assertTold(history.check(), Kind.TOMBSTONE, "id=4", "does not follow a delete of its key");
    }

    @Test
    void aTombstoneOfAnotherKey() {
        var history = told();
        for (int i = 0; i < history.records.size(); i++) {
            var record = history.records.get(i);
            if (record instanceof PublishedTombstone && record.at().partition() == 0) {
                history.records.set(
                        i,
                        new PublishedTombstone(
                                record.table(), record.at(), history.change(9).key(), 0));
            }
        }

        assertKinds(history.check()).containsExactly(Kind.TOMBSTONE, Kind.TOMBSTONE);
    }

    @Test
    void aRecordInTheWrongPartition() {
        var history = told();
        history.spoil(12, change -> Spoiled.at(change, 1, 35));

        assertTold(history.check(), Kind.PARTITION, "shop.orders id=4", "tms.shop.orders-1@35", "not in partition 0");
    }

    @Test
    void aChangeThatNobodyCommitted() {
        var history = told();
        var record = history.change(12);
        var place = new Place(record.place().file(), record.place().offset(), 7);
        history.records.add(Spoiled.at(
                Spoiled.place(record, place, record.position()), 0, record.at().offset() - 1));

        assertTold(history.check(), Kind.NOT_COMMITTED, "shop.orders id=4", "row 7", "no such change");
    }

    @Test
    void aKeyThatNobodyCommitted() {
        var history = told();
        history.insert(8, "eight", "8.00").commit().batch();
        history.log.remove(history.log.size() - 1);

        assertKinds(history.check()).containsExactly(Kind.NOT_COMMITTED);
    }

    @Test
    void aTransactionInTwoBatchesUnmarked() {
        var history = told();
        history.insert(6, "six", "6.00")
                .batch()
                .insert(8, "eight", "8.00")
                .commit()
                .batch();

        var violations = history.check();

        assertKinds(violations).containsExactly(Kind.CUT);
        assertTold(violations, Kind.CUT, "transaction 0-1-7", "tms.checkpoint-0@4", "all before it is whole");
    }

    @Test
    void aTransactionInTwoBatchesMarkedAsAnother() {
        var history = told();
        history.insert(6, "six", "6.00")
                .batch(false, "0-1-99")
                .insert(8, "eight", "8.00")
                .commit()
                .batch();

        assertTold(history.check(), Kind.CUT, "transaction 0-1-7", "0-1-99 goes on");
    }

    @Test
    void aTransactionInManyBatchesMarked() {
        var history = told();
        history.insert(6, "six", "6.00")
                .cut()
                .insert(8, "eight", "8.00")
                .cut()
                .insert(10, "ten", "10.00")
                .commit();
        history.batch();

        assertThat(history.check()).isEmpty();
    }

    @Test
    void aTransactionThatIsNeverFinished() {
        var history = told();
        history.insert(6, "six", "6.00").cut();

        assertTold(history.check(), Kind.CHECKPOINT, "0-1-7 goes on, but the source is quiet");
    }

    @Test
    void aRecordThatNoCheckpointTellsOf() {
        var history = told();
        history.insert(6, "six", "6.00").commit();

        assertTold(history.check(), Kind.CHECKPOINT, "shop.orders id=6", "in no checkpoint's batch");
    }

    @Test
    void aCheckpointThatGoesBack() {
        var history = told();
        var last = history.batches.get(3);
        history.batches.set(
                3, new Batch(last.at(), last.position() - 1000, last.complete(), last.unfinished(), last.ends()));

        assertKinds(history.check()).containsExactly(Kind.CHECKPOINT);
    }

    @Test
    void aWrongBeforeImage() {
        var history = told();
        history.spoil(11, change -> Spoiled.before(change, row -> row.with("amount", "4.41")));

        var violations = history.check();

        assertKinds(violations).containsExactlyInAnyOrder(Kind.VALUE, Kind.CHAIN);
        assertTold(
                violations,
                Kind.VALUE,
                "shop.orders id=4",
                "before: column amount is 4.40 in the binlog and 4.41 in the topic");
        assertTold(violations, Kind.CHAIN, "column amount is 4.41 in the before image");
    }

    @Test
    void aWrongValue() {
        var history = told();
        history.spoil(12, change -> Spoiled.after(change, row -> row.with("amount", "4.46")));

        var violations = history.check();

        assertKinds(violations).containsExactly(Kind.VALUE);
        assertTold(violations, Kind.VALUE, "after: column amount is 4.45 in the binlog and 4.46 in the topic");
    }

    @Test
    void aValueThatBecameNull() {
        var history = told();
        history.spoil(12, change -> Spoiled.after(change, row -> row.with("name", null)));

        assertTold(history.check(), Kind.VALUE, "column name is 'four' in the binlog and NULL in the topic");
    }

    @Test
    void aColumnThatIsMissing() {
        var history = told();
        history.spoil(12, change -> Spoiled.after(change, row -> row.only(List.of("id", "amount"))));

        assertTold(history.check(), Kind.VALUE, "column name is missing in the topic");
    }

    @Test
    void aBeforeImageThatIsNotThere() {
        var history = told();
        history.spoil(12, change -> Spoiled.images(change, null, change.after()));

        assertTold(history.check(), Kind.VALUE, "before is id=4, name='four', amount=4.44 in the binlog and nothing");
    }

    @Test
    void anUpdateToldAsAnInsert() {
        var history = told();
        history.spoil(12, change -> Spoiled.operation(change, Operation.CREATE));

        assertKinds(history.check()).containsExactly(Kind.NOT_COMMITTED, Kind.MISSING);
    }

    @Test
    void aMovedRowWithoutItsNewKey() {
        var history = told();
        history.spoil(5, change -> Spoiled.otherKey(change, null));

        assertTold(history.check(), Kind.VALUE, "the header with the other key is id=3 in the binlog and nothing");
    }

    @Test
    void halfAMovedRow() {
        var history = told();
        history.records.remove(history.change(6));

        assertTold(history.check(), Kind.MISSING, "shop.orders id=3 (c,");
    }

    @Test
    void aHoleInTotalOrder() {
        var history = told();
        history.spoil(12, change -> Spoiled.numbered(change, 4, 3));

        var violations = history.check();

        assertKinds(violations).containsExactly(Kind.NUMBER);
        assertTold(violations, Kind.NUMBER, "transaction 0-1-6: total_order 3 is missing, the largest is 4");
    }

    @Test
    void aHoleInTheTablesOrder() {
        var history = told();
        history.spoil(12, change -> Spoiled.numbered(change, 3, 4));

        assertTold(history.check(), Kind.NUMBER, "data_collection_order of shop.orders 3 is missing");
    }

    @Test
    void aNumberTwice() {
        var history = told();
        history.spoil(6, change -> Spoiled.numbered(change, 1, 1));

        assertTold(history.check(), Kind.NUMBER, "total_order 1 is twice in transaction 0-1-4");
    }

    @Test
    void numbersOfTwoPartitionsInAnotherOrderThanTheLog() {
        var history = told();
        history.spoil(2, change -> Spoiled.numbered(change, 2, 2));
        history.spoil(3, change -> Spoiled.numbered(change, 1, 1));

        var violations = history.check();

        assertKinds(violations).containsExactly(Kind.NUMBER);
        assertTold(violations, Kind.NUMBER, "total_order 1, but the change before it in the binlog has 2");
    }

    @Test
    void aPositionThatGoesBack() {
        var history = told();
        history.spoil(
                11,
                change -> Spoiled.place(
                        change,
                        change.place(),
                        Position.of(0, change.place().file(), change.place().offset())
                                .toLong()));

        assertTold(history.check(), Kind.POSITION, "shop.orders id=4", "is below");
    }

    @Test
    void aPositionOfAnotherPlace() {
        var history = told();
        history.spoil(12, change -> Spoiled.place(change, change.place(), change.position() + 1));

        assertKinds(history.check()).containsExactly(Kind.POSITION);
    }

    @Test
    void twoTransactionsUnderOneId() {
        var history = told();
        history.spoil(4, change -> Spoiled.inTransaction(change, change.gtid(), "0-1-2"));

        assertTold(history.check(), Kind.TRANSACTION, "which changes of another transaction have too");
    }

    @Test
    void oneTransactionUnderTwoIds() {
        var history = told();
        history.spoil(12, change -> Spoiled.inTransaction(change, change.gtid(), "0-1-77"));

        assertTold(history.check(), Kind.TRANSACTION, "others of its transaction have 0-1-6");
    }

    @Test
    void aWrongGtid() {
        var history = told();
        history.spoil(12, change -> Spoiled.inTransaction(change, "0-1-5", "0-1-6"));

        assertTold(history.check(), Kind.VALUE, "gtid is 0-1-6 in the binlog and 0-1-5 in the topic");
    }

    @Test
    void changesOfACompressedTransactionThatStandInOnePlace() {
        var history = told();
        history.update(4, "four", "5.00")
                .inSamePlace()
                .update(4, "four", "6.00")
                .commit()
                .batch();

        assertThat(history.check()).isEmpty();
    }

    @Test
    void oneOfTheChangesThatStandInOnePlaceLost() {
        var history = told();
        history.update(4, "four", "5.00")
                .inSamePlace()
                .update(4, "four", "6.00")
                .commit()
                .batch();
        history.records.remove(history.change(14));

        assertKinds(history.check()).containsExactly(Kind.MISSING);
    }

    @Test
    void byChainNothingIsFoundInWhatIsRight() {
        assertThat(told(BY_CHAIN).check()).isEmpty();
    }

    @Test
    void byChainALostRecord() {
        var history = told(BY_CHAIN);
        history.records.remove(history.change(11));

        assertKinds(history.check()).contains(Kind.MISSING, Kind.CHAIN);
    }

    @Test
    void byChainARecordTwice() {
        var history = told(BY_CHAIN);
        var record = history.change(11);
        history.records.add(Spoiled.at(record, 0, record.at().offset() + 1));

        assertKinds(history.check()).contains(Kind.DOUBLE);
    }

    @Test
    void byChainAWrongBeforeImage() {
        var history = told(BY_CHAIN);
        history.spoil(11, change -> Spoiled.before(change, row -> row.with("amount", "4.41")));

        assertKinds(history.check()).containsExactly(Kind.CHAIN);
    }

    @Test
    void byChainAChangeThatNobodyCommitted() {
        var history = told(BY_CHAIN);
        history.insert(8, "eight", "8.00").commit().batch();
        history.log.remove(history.log.size() - 1);

        assertKinds(history.check()).containsExactly(Kind.NOT_COMMITTED);
    }
}
