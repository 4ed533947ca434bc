package com.pinda.aggregation.canal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.protocol.CanalEntry.Entry;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.Header;
import com.alibaba.otter.canal.protocol.position.LogPosition;
import com.alibaba.otter.canal.store.memory.MemoryEventStoreWithBuffer;
import com.google.protobuf.ByteString;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SinkTest {

    private static final InetSocketAddress SOURCE = InetSocketAddress.createUnresolved("source", 3306);

    private final MemoryEventStoreWithBuffer store = new MemoryEventStoreWithBuffer();
    private final Sink sink = new Sink();

    @BeforeEach
    void start() {
        store.start();
        sink.setEventStore(store);
        sink.start();
    }

    @AfterEach
    void stop() {
        sink.stop();
        store.stop();
    }

    @Test
    void aTransactionThatGoesOnIsNoPlaceToReadFrom() throws InterruptedException {
        sink.sink(List.of(entry(EntryType.TRANSACTIONBEGIN, 4), entry(EntryType.ROWDATA, 5)), SOURCE, "tms");

        var batch = store.tryGet(null, 10);

        assertThat(batch.getEvents()).hasSize(2);
        assertThat(batch.getPositionRange().getAck()).isNull();
    }

    @Test
    void theEndOfATransactionIsOne() throws InterruptedException {
        sink.sink(
                List.of(
                        entry(EntryType.TRANSACTIONBEGIN, 4),
                        entry(EntryType.ROWDATA, 5),
                        entry(EntryType.TRANSACTIONEND, 6),
                        entry(EntryType.TRANSACTIONBEGIN, 7)),
                SOURCE,
                "tms");

        var batch = store.tryGet(null, 10);

        var cursor = (LogPosition) batch.getPositionRange().getAck();
        assertThat(cursor.getPostion().getPosition()).isEqualTo(6);
    }

    private static Entry entry(EntryType type, long offset) {
        var header = Header.newBuilder().setLogfileName("mysql-bin.000001").setLogfileOffset(offset);
        return LogEventConvert.createEntry(header.build(), type, ByteString.EMPTY);
    }
}
