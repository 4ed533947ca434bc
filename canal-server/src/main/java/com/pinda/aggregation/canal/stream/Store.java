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
 * canal's store in memory. It takes no more while {@link #READ_AHEAD_BYTES} wait for its client, however much it can
 * hold: what waits for long outlives the young generation, and copying it cost the collector a third of the server's
 * CPU. What the client has taken and not acknowledged yet is held beside that, up to the store's size.
 *
 * <p>Two habits that a stream cannot bear are left out.
 */
final class Store extends MemoryEventStoreWithBuffer {

    /** What waits to be taken, bytes of entries; a few batches. */
    static final long READ_AHEAD_BYTES = 8L << 20;

    private static final int UNIT_BYTES = 1024;

    /** Canal's sink tries again after a pause of its own, which nothing ends before its time. */
    private static final long ROOM_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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

    /** Waits a little while enough waits to be taken; false where it still does: the caller tries again soon. */
    @Override
    public boolean tryPut(List<Event> events) {
        return (hasRoom() || awaitRoom()) && super.tryPut(events);
    }

    private boolean hasRoom() {
        return getPutMemSize().get() - takenBytes < READ_AHEAD_BYTES;
    }

    private synchronized boolean awaitRoom() {
        var end = System.nanoTime() + ROOM_NANOS;
        try {
            for (long left = ROOM_NANOS; left > 0 && !hasRoom(); left = end - System.nanoTime()) {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        return hasRoom();
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
        // it waits for a full batch, and there may be no more
        var size = Math.min(batchSize, (int) (READ_AHEAD_BYTES / UNIT_BYTES));
        return taken(super.get(start, size, nanos, TimeUnit.NANOSECONDS));
    }

    private synchronized Events<Event> taken(Events<Event> events) {
        long bytes = 0;
        for (var event : events.getEvents()) {
            bytes += event.getRawLength();
        }
        takenBytes += bytes;
        notifyAll();
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
        notifyAll();
    }
}
