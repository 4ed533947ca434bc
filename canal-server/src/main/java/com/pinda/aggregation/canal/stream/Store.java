package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.protocol.position.LogPosition;
import com.alibaba.otter.canal.protocol.position.Position;
import com.alibaba.otter.canal.store.memory.MemoryEventStoreWithBuffer;
import com.alibaba.otter.canal.store.model.BatchMode;
import com.alibaba.otter.canal.store.model.Event;
import com.alibaba.otter.canal.store.model.Events;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * canal's store in memory. It is read ahead of its client by {@link #READ_AHEAD_BYTES} only, however much it can hold:
 * what waits for long outlives the young generation, and copying it cost the collector a third of the server's CPU.
 * What the client has taken and not acknowledged yet is held beside that, up to the store's size.
 *
 * <p>Two habits that a stream cannot bear are left out.
 */
final class Store extends MemoryEventStoreWithBuffer {

    /** What waits to be taken, bytes of entries; a few batches. */
    static final long READ_AHEAD_BYTES = 4L << 20;

    private static final int UNIT_BYTES = 1024;
    private static final long LONGEST_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Bytes of all that was taken, and not given back, since the start; told by the thread that serves the client. */
    private volatile long takenBytes;

    /** @param sizeKb what it can hold, a power of two */
    Store(int sizeKb) {
        setBufferSize(sizeKb);
        setBufferMemUnit(UNIT_BYTES);
        setBatchMode(BatchMode.MEMSIZE);
        setRaw(true);
    }

    /** False while enough waits to be taken: the caller tries again soon. */
    @Override
    public boolean tryPut(List<Event> events) {
        return getPutMemSize().get() - takenBytes < READ_AHEAD_BYTES && super.tryPut(events);
    }

    /**
     * canal takes the first entry of the store for the cursor of a new client. On MariaDB that is a row inside a
     * transaction, where no binlog can be read from; without it the stream's start counts until the first
     * acknowledgement.
     */
    @Override
    public @Nullable LogPosition getFirstPosition() {
        return null;
    }

    @Override
    public Events<Event> tryGet(@Nullable Position start, int batchSize) {
        return taken(super.tryGet(start, batchSize));
    }

    /** A request that waits keeps the stream to itself, even where its client has gone: it gets what there is. */
    @Override
    public Events<Event> get(@Nullable Position start, int batchSize) throws InterruptedException {
        return get(start, batchSize, LONGEST_WAIT_NANOS, TimeUnit.NANOSECONDS);
    }

    @Override
    public Events<Event> get(@Nullable Position start, int batchSize, long timeout, TimeUnit unit)
            throws InterruptedException {
        var nanos = Math.min(unit.toNanos(timeout), LONGEST_WAIT_NANOS);
        return taken(super.get(start, batchSize, nanos, TimeUnit.NANOSECONDS));
    }

    private synchronized Events<Event> taken(Events<Event> events) {
        long bytes = 0;
        for (var event : events.getEvents()) {
            bytes += event.getRawLength();
        }
        takenBytes += bytes;
        return events;
    }

    /** What was not acknowledged waits again. */
    @Override
    public synchronized void rollback() {
        super.rollback();
        takenBytes = getAckMemSize().get();
    }

    @Override
    public synchronized void cleanAll() {
        super.cleanAll();
        takenBytes = getAckMemSize().get();
    }
}
