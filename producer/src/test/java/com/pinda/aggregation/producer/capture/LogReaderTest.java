package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.otter.canal.protocol.CanalEntry;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.pinda.aggregation.schema.TableId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogReaderTest {

    private static final String FILE = "mysql-bin.000007";

    @Test
    void everyRowIsHandedOverInTheOrderOfTheLog() {
        var log = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "1", "a", "2", "b")
                .update(200, "shop.orders", "1", "a", "1", "c")
                .delete(250, "shop.orders", "2", "b")
                .end(300);

        var seen = read(reader(null), log);

        assertThat(seen.changes)
                .containsExactly(
                        "CREATE 1=a row=0 order=1/1",
                        "CREATE 2=b row=1 order=2/2",
                        "UPDATE 1=a->1=c row=0 order=3/3",
                        "DELETE 2=b row=0 order=4/4");
    }

    @Test
    void aColumnThatWasAddedTellsWhatOlderRowsGot() {
        var log = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "1", "a")
                .addedValues("{\"name\":\"it's\"}")
                .insert(200, "shop.orders", "2", "b")
                .addedValues("")
                .insert(250, "shop.orders", "3", "c")
                .end(300);

        var seen = read(reader(null), log);

        assertThat(seen.layouts)
                .extracting(layout -> layout.columns().stream()
                        .map(column -> column.name() + "=" + layout.addedValue(column))
                        .toList())
                .containsExactly(
                        List.of("id=null", "name=null"),
                        List.of("id=null", "name=it's"),
                        List.of("id=null", "name=null"));
    }

    @Test
    void aTransactionThatComesAgainFromItsBeginIsReadOn() {
        var reader = reader(null);
        read(reader, new Entries().begin(100).insert(150, "shop.orders", "1", "a"));
        var again = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "1", "a")
                .insert(200, "shop.orders", "2", "b")
                .end(250);

        var seen = read(reader, again);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=2/2");
    }

    @Test
    void whatTheLastCheckpointHoldsIsDropped() {
        var log = new Entries()
                .end(80)
                .begin(100)
                .insert(150, "shop.orders", "1", "a")
                .end(200)
                .begin(300)
                .insert(350, "shop.orders", "2", "b")
                .end(400);

        var seen = read(reader(checkpoint(new LogPosition(FILE, 200, 0))), log);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=1/1");
    }

    @Test
    void entriesOfACompressedTransactionAreToldApartByTheirOrder() {
        var reader = reader(null);
        read(reader, new Entries().begin(100).insert(100, "shop.orders", "1", "a"));
        var again = new Entries()
                .begin(100)
                .insert(100, "shop.orders", "1", "a")
                .insert(100, "shop.orders", "2", "b")
                .end(100);

        var seen = read(reader, again);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=2/2");
    }

    @Test
    void aTransactionWithoutBeginThatIsCutAfterItsFirstEventComesOnce() {
        var reader = reader(null);
        read(reader, new Entries().insert(150, "shop.orders", "1", "a"));
        var again = new Entries()
                .insert(150, "shop.orders", "1", "a")
                .insert(200, "shop.orders", "2", "b")
                .end(250);

        var seen = read(reader, again);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=2/2");
    }

    @Test
    void onlyAnEndEndsATransaction() {
        var reader = reader(null);

        read(reader, new Entries().begin(100).insert(150, "shop.orders", "1", "a"));
        var within = reader.inTransaction();
        var end = read(reader, new Entries().end(200));

        assertThat(within).isTrue();
        assertThat(reader.inTransaction()).isFalse();
        assertThat(end.ends).isEqualTo(1);
        assertThat(reader.last()).isEqualTo(new LogPosition(FILE, 200, 0));
    }

    @Test
    void aTransactionIsNamedByItsGtidOrByWhereItBegins() {
        var plain = reader(null);
        read(plain, new Entries().begin(100));
        var withGtid = reader(null);
        read(withGtid, new Entries().gtid("uuid:5").begin(100));

        assertThat(plain.transactionId()).isEqualTo("file=mysql-bin.000007,pos=100");
        assertThat(withGtid.transactionId()).isEqualTo("uuid:5");
    }

    @Test
    void tablesThatAreNotCapturedAreLeftOut() {
        var log = new Entries()
                .begin(100)
                .insert(150, "shop.undo_log", "1", "a")
                .insert(200, "shop.orders", "2", "b")
                .end(300);

        var seen = read(reader(null), log);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=1/1");
    }

    @Test
    void aTruncateOfACapturedTableIsHandedOverOnce() {
        var reader = reader(null);
        var log = new Entries().statement(100, "shop.orders", CanalEntry.EventType.TRUNCATE, "TRUNCATE orders");

        var first = read(reader, log);
        var second = read(reader, log);

        assertThat(first.statements).hasSize(1).first().satisfies(statement -> {
            assertThat(statement.table()).isEqualTo(new TableId("shop", "orders"));
            assertThat(statement.type()).isEqualTo("TRUNCATE");
        });
        assertThat(second.statements).isEmpty();
    }

    @Test
    void aStatementIsHandedOverForEachCapturedTableThatItIsAbout() {
        var reader = new LogReader(0, CapturedTablesFixture.of("shop.orders,shop.bills"), null);
        var log = new Entries()
                .statement(
                        100,
                        "shop.undo_log",
                        CanalEntry.EventType.ERASE,
                        "DROP DATABASE shop",
                        "[[\"shop\",\"undo_log\"],[\"shop\",\"orders\"],[\"shop\",\"bills\"]]");

        var first = read(reader, log);
        var second = read(reader, log);

        assertThat(first.statements)
                .extracting(statement -> statement.event().offset() + " " + statement.type() + " " + statement.table()
                        + " " + statement.sql())
                .containsExactly("100 ERASE shop.orders DROP DATABASE shop", "100 ERASE shop.bills DROP DATABASE shop");
        assertThat(second.statements).isEmpty();
    }

    @Test
    void anotherColumnMakesAnotherLayout() {
        var reader = reader(null);
        var log = new Entries()
                .insert(100, "shop.orders", "1", "a")
                .insertRow(
                        150,
                        "shop.orders",
                        List.of(
                                Entries.column("id", "varchar(20)", true, "2"),
                                Entries.column("name", "varchar(50)", false, "b"),
                                Entries.nullColumn("note", "text")));

        var seen = read(reader, log);

        assertThat(seen.layouts).hasSize(2);
        assertThat(seen.layouts.get(1).columns())
                .extracting(TableLayout.Column::name)
                .containsExactly("id", "name", "note");
    }

    @Test
    void anotherTypeOfAColumnMakesAnotherLayoutUntilItComesBack() {
        var log = new Entries()
                .insert(100, "shop.orders", "1", "a")
                .insertRow(150, "shop.orders", withName(Entries.column("name", "text", false, "b")))
                .insertRow(200, "shop.orders", withName(Entries.nullColumn("name", "text")))
                .insert(250, "shop.orders", "1", "d");

        var seen = read(reader(null), log);

        assertThat(seen.layouts)
                .extracting(layout -> layout.columns().get(1).type())
                .containsExactly("varchar(50)", "text", "text", "varchar(50)");
        assertThat(seen.layouts.get(2)).isSameAs(seen.layouts.get(1));
    }

    private static List<CanalEntry.Column> withName(CanalEntry.Column name) {
        return List.of(Entries.column("id", "varchar(20)", true, "1"), name);
    }

    @Test
    void anEntryThatIsCutAnywhereIsRefused() {
        var entry = new Entries()
                .insert(100, "shop.orders", "1", "a", "2", "b")
                .list()
                .get(0);

        for (int size = entry.size() - 1; size > 0; size--) {
            var cut = List.of(entry.substring(0, size));
            if (isEntry(cut.get(0))) {
                continue;
            }
            assertThatThrownBy(() -> reader(null).read(cut, new Seen(reader(null))))
                    .as("%s bytes", size)
                    .isInstanceOf(BadChangeException.class);
        }
    }

    private static boolean isEntry(ByteString bytes) {
        try {
            return CanalEntry.Entry.parseFrom(bytes).isInitialized();
        } catch (InvalidProtocolBufferException e) {
            return false;
        }
    }

    @Test
    void aLogThatWasBegunAnewIsRefusedInsteadOfDropped() {
        var checkpoint = checkpoint(new LogPosition(FILE, 9_000, 0));
        var log = new Entries()
                .time(Entries.TIME_MS + 3_600_000)
                .begin(100)
                .insert(150, "shop.orders", "1", "a")
                .end(200);

        assertThatThrownBy(() -> read(reader(checkpoint), log))
                .isInstanceOf(GapException.class)
                .hasMessageContaining(FILE + ":100")
                .hasMessageContaining(FILE + ":9000")
                .hasMessageContaining("cdc.capture.epoch=1");
    }

    @Test
    void whatWasPublishedIsDroppedHoweverFarCanalGoesBack() {
        var checkpoint = checkpoint(new LogPosition(FILE, 9_000, 0));
        var log = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "1", "a")
                .end(200)
                .time(Entries.TIME_MS + 3_600_000)
                .begin(9_100)
                .insert(9_150, "shop.orders", "2", "b")
                .end(9_200);

        var seen = read(reader(checkpoint), log);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=1/1");
    }

    @Test
    void aReaderGoesOnWithinATransactionWhoseBeginDoesNotComeAgain() {
        var before = reader(null);
        read(before, new Entries().gtid("uuid:5").begin(100).insert(150, "shop.orders", "1", "a", "2", "b"));
        var rest = new Entries()
                .gtid("uuid:5")
                .insert(150, "shop.orders", "1", "a", "2", "b")
                .insert(200, "shop.orders", "3", "c")
                .end(250)
                .gtid("uuid:6")
                .begin(300)
                .insert(350, "shop.orders", "4", "d");

        var reader = reader(checkpoint(before.state()));
        var seen = read(reader, rest);

        assertThat(seen.changes).containsExactly("CREATE 3=c row=0 order=3/3", "CREATE 4=d row=0 order=1/1");
        assertThat(seen.transactions).containsExactly("uuid:5", "uuid:6");
        assertThat(seen.gtids).containsExactly("uuid:5", "uuid:6");
    }

    @Test
    void theFirstTransactionHasATimeAndAServerBeforeItEnds() {
        var reader = reader(null);

        read(reader, new Entries().begin(100).time(Entries.TIME_MS + 2_000).insert(150, "shop.orders", "1", "a"));

        assertThat(reader.state().commitTimeMs()).isEqualTo(Entries.TIME_MS + 2_000);
        assertThat(reader.state().serverId()).isEqualTo(1);
    }

    @Test
    void aReaderBeginsWithTheTimesOfTheCheckpoint() {
        var state = reader(checkpoint(new LogPosition(FILE, 200, 0))).state();

        assertThat(state.commitTimeMs()).isEqualTo(Entries.TIME_MS);
        assertThat(state.serverId()).isEqualTo(1);
    }

    @Test
    void aReaderGoesOnWithTheEntryAfterTheCheckpoint() {
        var before = reader(null);
        read(before, new Entries().begin(100).insert(150, "shop.orders", "1", "a", "2", "b"));
        var rest = new Entries().insert(200, "shop.orders", "3", "c").end(250);

        var seen = read(reader(checkpoint(before.state())), rest);

        assertThat(seen.changes).containsExactly("CREATE 3=c row=0 order=3/3");
        assertThat(seen.transactions).containsExactly("file=mysql-bin.000007,pos=100");
    }

    @Test
    void aReaderThatGoesOnAfterABeginCountsFromTheFirstChange() {
        var before = reader(null);
        read(
                before,
                new Entries()
                        .begin(100)
                        .insert(150, "shop.orders", "1", "a")
                        .end(200)
                        .begin(300));
        var rest = new Entries().insert(350, "shop.orders", "2", "b").end(400);

        var seen = read(reader(checkpoint(before.state())), rest);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=1/1");
        assertThat(seen.transactions).containsExactly("file=mysql-bin.000007,pos=300");
    }

    @Test
    void aReaderCountsAnewWhereTheBeginComesAgain() {
        var before = reader(null);
        read(before, new Entries().begin(100).insert(150, "shop.orders", "1", "a", "2", "b"));
        var again = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "1", "a", "2", "b")
                .insert(200, "shop.orders", "3", "c")
                .end(250);

        var seen = read(reader(checkpoint(before.state())), again);

        assertThat(seen.changes).containsExactly("CREATE 3=c row=0 order=3/3");
        assertThat(seen.transactions).containsExactly("file=mysql-bin.000007,pos=100");
        assertThat(seen.gtids).containsExactly("null");
    }

    @Test
    void aReaderGoesOnWithinACompressedTransaction() {
        var before = reader(null);
        read(before, new Entries().begin(100).insert(100, "shop.orders", "1", "a"));
        before.acknowledged();
        read(before, new Entries().insert(100, "shop.orders", "2", "b").insert(100, "shop.orders", "3", "c"));
        var rest = new Entries().insert(100, "shop.orders", "4", "d").end(100);

        var reader = reader(checkpoint(before.state()));
        var seen = read(reader, rest);

        assertThat(seen.changes).containsExactly("CREATE 4=d row=0 order=4/4");
        assertThat(reader.inTransaction()).isFalse();
        assertThat(reader.last()).isEqualTo(new LogPosition(FILE, 100, 5));
    }

    @Test
    void aReaderKnowsTheBatchesOfACompressedTransactionThatCanalSendsAgain() {
        var before = reader(null);
        read(before, new Entries().begin(100).insert(100, "shop.orders", "1", "a"));
        before.acknowledged();
        read(before, new Entries().insert(100, "shop.orders", "2", "b"));
        read(before, new Entries().insert(100, "shop.orders", "3", "c").insert(100, "shop.orders", "4", "d"));
        var second = new Entries().insert(100, "shop.orders", "2", "b");
        var third = new Entries()
                .insert(100, "shop.orders", "3", "c")
                .insert(100, "shop.orders", "4", "d")
                .insert(100, "shop.orders", "5", "e")
                .end(100);

        var fromSecond = reader(checkpoint(before.state()));
        var seenFromSecond = read(fromSecond, second);
        var seenGoingOn = read(fromSecond, third);
        var seenFromThird = read(reader(checkpoint(before.state())), third);

        assertThat(seenFromSecond.changes).isEmpty();
        assertThat(seenGoingOn.changes).containsExactly("CREATE 5=e row=0 order=5/5");
        assertThat(seenFromThird.changes).containsExactly("CREATE 5=e row=0 order=5/5");
    }

    @Test
    void itKnowsThoseToWhichCanalMayNotHaveGotTheAcknowledgementToo() {
        var before = reader(null);
        read(before, new Entries().begin(100).insert(100, "shop.orders", "1", "a"));
        before.acknowledged();
        read(before, new Entries().insert(100, "shop.orders", "2", "b"));
        before.acknowledged();

        var again = reader(checkpoint(before.state()));
        var seen = read(
                again,
                new Entries()
                        .insert(100, "shop.orders", "2", "b")
                        .insert(100, "shop.orders", "3", "c")
                        .end(100));

        assertThat(seen.changes).containsExactly("CREATE 3=c row=0 order=3/3");
    }

    @Test
    void aPlaceInACompressedTransactionThatCannotBeToldIsRefused() {
        var before = reader(null);
        read(before, new Entries().begin(100));
        before.acknowledged();
        read(before, new Entries().insert(100, "shop.orders", "1", "a").insert(100, "shop.orders", "2", "b"));
        var sameAsTheFirst = new Entries()
                .insert(100, "shop.orders", "1", "a")
                .insert(100, "shop.orders", "3", "c")
                .end(100);

        assertThatThrownBy(() -> read(reader(checkpoint(before.state())), sameAsTheFirst))
                .isInstanceOf(GapException.class)
                .hasMessageContaining("start canal-server anew");
    }

    @Test
    void aTransactionThatIsCutByTheEndOfTheOneBeforeItIsUnfinished() {
        var reader = reader(null);
        read(reader, new Entries().begin(100).end(200).begin(300).insert(350, "shop.orders", "1", "a"));
        var before = reader.state();

        var again = read(reader, new Entries().end(200));

        assertThat(again.ends).isZero();
        assertThat(before.open()).isNotNull();
        assertThat(reader.state()).isEqualTo(before);
        assertThat(reader.inTransaction()).isTrue();
    }

    @Test
    void aTransactionThatComesAgainAfterTheOneBeforeItGoesOnCounting() {
        var reader = reader(null);
        read(
                reader,
                new Entries()
                        .begin(100)
                        .insert(150, "shop.orders", "0", "z")
                        .end(200)
                        .begin(300)
                        .insert(350, "shop.orders", "1", "a"));
        var again = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "0", "z")
                .end(200)
                .begin(300)
                .insert(350, "shop.orders", "1", "a")
                .insert(400, "shop.orders", "2", "b")
                .end(450);

        var seen = read(reader, again);

        assertThat(seen.changes).containsExactly("CREATE 2=b row=0 order=2/2");
        assertThat(seen.counts).containsExactly("file=mysql-bin.000007,pos=300 2 shop.orders=2");
    }

    @Test
    void aTransactionIsCountedTableByTableUntilItsEnd() {
        var captured = CapturedTablesFixture.of("shop.orders,shop.bills");
        var log = new Entries()
                .begin(100)
                .insert(150, "shop.orders", "1", "a", "2", "b")
                .insert(200, "shop.bills", "1", "a")
                .end(300)
                .begin(400)
                .insert(450, "shop.undo_log", "1", "a")
                .end(500)
                .end(600)
                .begin(700)
                .insert(750, "shop.bills", "1", "a")
                .end(800);

        var seen = read(new LogReader(0, captured, null), log);

        assertThat(seen.counts)
                .containsExactly(
                        "file=mysql-bin.000007,pos=100 3 shop.orders=2 shop.bills=1",
                        "file=mysql-bin.000007,pos=400 0",
                        "file=mysql-bin.000007,pos=400 0",
                        "file=mysql-bin.000007,pos=700 1 shop.bills=1");
    }

    @Test
    void recordsThatWereNotMadeAreNotCounted() {
        var reader = reader(null);
        var log = new Entries().begin(100).insert(150, "shop.orders", "1", "a");

        reader.read(log.list(), new Seen(reader) {
            @Override
            public void change(Change change) {
                // touches no captured column, say
            }
        });

        assertThat(reader.counts().records()).isZero();
        assertThat(reader.state().open())
                .isNotNull()
                .satisfies(open -> assertThat(open.records()).isZero());
    }

    private static Published checkpoint(ReadState state) {
        return new Published(state, 0, Entries.TIME_MS + 500, 1L, null);
    }

    private static LogReader reader(@Nullable Published checkpoint) {
        return new LogReader(0, CapturedTablesFixture.of("shop.orders"), checkpoint);
    }

    private static Published checkpoint(LogPosition last) {
        return new Published(new ReadState(last, null, null, 1, Entries.TIME_MS), 0, Entries.TIME_MS + 500, 1L, null);
    }

    private static Seen read(LogReader reader, Entries log) {
        var seen = new Seen(reader);
        reader.read(log.list(), seen);
        return seen;
    }

    private static class Seen implements ChangeHandler {
        final LogReader reader;
        final List<String> counts = new ArrayList<>();
        final List<String> changes = new ArrayList<>();
        final List<TableLayout> layouts = new ArrayList<>();
        final Set<String> transactions = new LinkedHashSet<>();
        final Set<String> gtids = new LinkedHashSet<>();
        int ends;
        final List<SchemaStatement> statements = new ArrayList<>();

        Seen(LogReader reader) {
            this.reader = reader;
        }

        @Override
        public void change(Change change) {
            var rows = new ArrayList<String>();
            for (var image : List.of(change.before(), change.after())) {
                if (image.size() > 0) {
                    rows.add(text(image, 0) + "=" + text(image, 1));
                }
            }
            change.nextRecord();
            changes.add(change.operation() + " " + String.join("->", rows) + " row=" + change.row() + " order="
                    + change.totalOrder() + "/" + change.tableOrder());
            layouts.add(change.layout());
            transactions.add(change.event().transactionId());
            gtids.add(String.valueOf(change.event().gtid()));
        }

        @Override
        public void transactionEnd() {
            ends++;
            var tables = reader.counts().tables().stream()
                    .map(table -> " " + table.table() + "=" + table.records())
                    .collect(Collectors.joining());
            counts.add(reader.transactionId() + " " + reader.counts().records() + tables);
        }

        private static String text(RowImage image, int column) {
            return image.isNull(column)
                    ? "NULL"
                    : new String(image.buffer(), image.from(column), image.length(column), UTF_8);
        }

        @Override
        public void schemaStatement(SchemaStatement statement) {
            statements.add(statement);
        }
    }
}
