package com.pinda.aggregation.canal.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.alibaba.otter.canal.parse.inbound.mysql.dbsync.LogEventConvert;
import com.alibaba.otter.canal.protocol.CanalEntry.EntryType;
import com.alibaba.otter.canal.protocol.CanalEntry.Header;
import com.alibaba.otter.canal.protocol.position.LogIdentity;
import com.alibaba.otter.canal.protocol.position.LogPosition;
import com.alibaba.otter.canal.store.model.Event;
import com.google.protobuf.ByteString;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StoreTest {

    private static final LogIdentity SOURCE = new LogIdentity(InetSocketAddress.createUnresolved("source", 3306), -1L);
    private static final int MEGABYTE = 1 << 20;

    /** What may wait before no more is read, entries of a megabyte. */
    private static final int AHEAD = (int) (Store.READ_AHEAD_BYTES / MEGABYTE);

    private static final int BATCH_KB = 3 * 1024;
    private static final int STORE_MB = 64;

    private final Store store = new Store(STORE_MB * 1024);
    private long offset = 4;

    @BeforeEach
    void start() {
        store.start();
    }

    @AfterEach
    void stop() {
        store.stop();
    }

    @Test
    void noMoreIsReadWhileEnoughWaitsToBeTaken() {
        assertThat(putUntilFull()).isEqualTo(AHEAD);

        assertThat(store.tryGet(null, BATCH_KB).getEvents()).hasSizeBetween(1, AHEAD - 1);

        assertThat(store.tryPut(entry(MEGABYTE))).isTrue();
    }

    @Test
    void whatWasTakenIsHeldBesideIt() throws InterruptedException {
        putUntilFull();
        var first = store.get(null, AHEAD * 1024, 10, TimeUnit.MILLISECONDS);

        assertThat(putUntilFull()).isEqualTo(AHEAD);

        assertThat(first.getEvents()).hasSizeGreaterThanOrEqualTo(AHEAD - 1);
    }

    @Test
    void whatIsGivenBackWaitsAgain() {
        putUntilFull();
        store.tryGet(null, AHEAD * 1024);

        store.rollback();

        assertThat(store.tryPut(entry(1))).isFalse();
    }

    @Test
    void whatWasAcknowledgedDoesNotWaitAgain() {
        putUntilFull();
        var taken = store.tryGet(null, AHEAD * 1024).getPositionRange();
        store.ack(taken.getEnd(), taken.getEndSeq());

        store.rollback();

        assertThat(store.tryPut(entry(MEGABYTE))).isTrue();
    }

    @Test
    void anEntryThatIsLargerThanThatPasses() {
        assertThat(store.tryPut(entry((AHEAD + 2) * MEGABYTE))).isTrue();

        assertThat(store.tryPut(entry(1))).isFalse();
        assertThat(store.tryGet(null, BATCH_KB).getEvents()).hasSize(1);
        assertThat(store.tryPut(entry(1))).isTrue();
    }

    @Test
    void whatWasTakenFillsTheStoreInTheEnd() {
        var put = 0;
        var first = new LogPosition();
        while (store.tryPut(entry(MEGABYTE))) {
            var taken = store.tryGet(null, BATCH_KB).getPositionRange().getEnd();
            first = put++ == 0 ? (LogPosition) taken : first;
        }
        assertThat(put).isEqualTo(STORE_MB);

        store.ack(first);

        assertThat(store.tryPut(entry(MEGABYTE))).isTrue();
    }

    @Test
    void aStoreThatIsBegunAnewIsEmpty() {
        putUntilFull();
        store.tryGet(null, AHEAD * 1024);

        store.stop();
        store.start();

        assertThat(putUntilFull()).isEqualTo(AHEAD);
    }

    @Test
    void whoWaitsGoesOnOnceSomethingIsTaken() throws Exception {
        putUntilFull();
        var put = CompletableFuture.supplyAsync(() -> store.tryPut(entry(1)));
        TimeUnit.MILLISECONDS.sleep(10);

        store.tryGet(null, BATCH_KB);

        assertThat(put.get(10, TimeUnit.SECONDS)).isTrue();
    }

    private int putUntilFull() {
        var put = 0;
        while (store.tryPut(entry(MEGABYTE))) {
            put++;
        }
        return put;
    }

    private List<Event> entry(int bytes) {
        var header = Header.newBuilder().setLogfileName("mysql-bin.000001").setLogfileOffset(offset++);
        var entry =
                LogEventConvert.createEntry(header.build(), EntryType.ROWDATA, ByteString.copyFrom(new byte[bytes]));
        return List.of(new Event(SOURCE, entry, true));
    }
}
