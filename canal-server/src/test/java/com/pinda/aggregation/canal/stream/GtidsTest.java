package com.pinda.aggregation.canal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.Header;
import com.google.protobuf.ByteString;
import com.taobao.tddl.dbsync.binlog.LogBuffer;
import com.taobao.tddl.dbsync.binlog.LogEvent;
import com.taobao.tddl.dbsync.binlog.event.FormatDescriptionLogEvent;
import com.taobao.tddl.dbsync.binlog.event.GtidLogEvent;
import com.taobao.tddl.dbsync.binlog.event.LogHeader;
import com.taobao.tddl.dbsync.binlog.event.UnknownLogEvent;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MySQL's events, made by hand; those of servers are in {@code TransactionsIT} and {@code MySqlIT}. */
class GtidsTest {

    private static final UUID SERVER = UUID.fromString("3e11fa47-71ca-11e1-9e33-c80aa9429562");
    private static final String IDENTITY = "server_uuid=" + SERVER;
    private static final int HEADER_BYTES = 19;
    private static final int GTID_BYTES = 25;

    private final Gtids gtids = new Gtids();

    @BeforeEach
    void begin() {
        gtids.begin(Optional.empty(), IDENTITY);
    }

    @Test
    void theBeginOfATransactionCarriesItsGtidAndNoOtherEntryDoes() {
        var begin = mark(LogEvent.GTID_LOG_EVENT, 23);

        assertThat(own(begin)).containsExactly("curtGtid=" + SERVER + ":23");
        assertThat(own(entry(EntryType.ROWDATA))).isEmpty();
        assertThat(own(entry(EntryType.TRANSACTIONEND))).isEmpty();
    }

    @Test
    void anEntryThatWasMadeWithTheGtidIsNotGivenItAgain() {
        gtids.mark(gtid(LogEvent.GTID_LOG_EVENT, 23), null);
        var first = Header.newBuilder();

        gtids.tellOwn(first);

        assertThat(first.getPropsList())
                .extracting(p -> p.getKey() + "=" + p.getValue())
                .containsExactly("curtGtid=" + SERVER + ":23");
        assertThat(own(entry(EntryType.ROWDATA))).isEmpty();
    }

    @Test
    void theEndOfATransactionCarriesTheLastGtidOfEachDomain() {
        gtids.begin(Optional.of("0-1-7,3-2-9"), "server_id=1");
        var made = Header.newBuilder();

        gtids.tellExecuted(made);
        var end = entry(EntryType.TRANSACTIONEND);

        assertThat(made.getGtid()).isEqualTo("0-1-7,3-2-9");
        assertThat(end).isNotNull();
        assertThat(end.getHeader().getGtid()).isEqualTo("0-1-7,3-2-9");
    }

    @Test
    void aTransactionWithoutGtidCarriesNone() {
        var begin = mark(LogEvent.ANONYMOUS_GTID_LOG_EVENT, 0);

        assertThat(own(begin)).isEmpty();
    }

    @Test
    void theGtidOfATransactionThatWasCutOffIsForgotten() {
        gtids.mark(gtid(LogEvent.GTID_LOG_EVENT, 23), null);

        gtids.begin(Optional.empty(), IDENTITY);

        assertThat(own(entry(EntryType.TRANSACTIONBEGIN))).isEmpty();
    }

    @Test
    void aTransactionOfTheSourceThatIsMissingIsNamed() {
        mark(LogEvent.GTID_LOG_EVENT, 23);
        mark(LogEvent.GTID_LOG_EVENT, 24);

        assertThatThrownBy(() -> mark(LogEvent.GTID_LOG_EVENT, 27))
                .isInstanceOf(StreamFailedException.class)
                .hasMessageContaining("GTIDs " + SERVER + ":25 to " + SERVER + ":26, before ");
    }

    @Test
    void theFirstTransactionAfterABeginningFollowsNone() {
        mark(LogEvent.GTID_LOG_EVENT, 23);
        gtids.begin(Optional.empty(), IDENTITY);

        var begin = mark(LogEvent.GTID_LOG_EVENT, 27);

        assertThat(own(begin)).containsExactly("curtGtid=" + SERVER + ":27");
    }

    @Test
    void transactionsOfOtherServersMayHaveHoles() {
        gtids.begin(Optional.empty(), "server_uuid=another");
        mark(LogEvent.GTID_LOG_EVENT, 23);

        var begin = mark(LogEvent.GTID_LOG_EVENT, 27);

        assertThat(own(begin)).containsExactly("curtGtid=" + SERVER + ":27");
    }

    private @Nullable Entry mark(int type, long number) {
        gtids.mark(gtid(type, number), null);
        return entry(EntryType.TRANSACTIONBEGIN);
    }

    private @Nullable Entry entry(EntryType type) {
        return gtids.mark(
                new UnknownLogEvent(new LogHeader(LogEvent.QUERY_EVENT)),
                LogEventConvert.createEntry(Header.getDefaultInstance(), type, ByteString.EMPTY));
    }

    private static List<String> own(@Nullable Entry entry) {
        return entry == null
                ? List.of("no entry")
                : entry.getHeader().getPropsList().stream()
                        .map(p -> p.getKey() + "=" + p.getValue())
                        .toList();
    }

    private static GtidLogEvent gtid(int type, long number) {
        var bytes = ByteBuffer.allocate(HEADER_BYTES + GTID_BYTES)
                .position(HEADER_BYTES)
                .put((byte) 1)
                .putLong(SERVER.getMostSignificantBits())
                .putLong(SERVER.getLeastSignificantBits())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(number)
                .array();
        return new GtidLogEvent(
                new LogHeader(type), new LogBuffer(bytes, 0, bytes.length), new FormatDescriptionLogEvent(4));
    }
}
