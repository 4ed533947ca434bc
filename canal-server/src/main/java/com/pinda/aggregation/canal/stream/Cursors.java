package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.common.utils.JsonUtils;
import com.alibaba.otter.canal.meta.FileMixedMetaManager.FileMetaClientIdentityData;
import com.alibaba.otter.canal.meta.FileMixedMetaManager.FileMetaInstanceData;
import com.alibaba.otter.canal.meta.MemoryMetaManager;
import com.alibaba.otter.canal.protocol.ClientIdentity;
import com.alibaba.otter.canal.protocol.position.LogPosition;
import com.alibaba.otter.canal.protocol.position.Position;
import com.pinda.aggregation.canal.history.BinlogPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What clients have acknowledged, written to a file once a second and at the end. canal's own file form, but replaced
 * in one step: a kill while it is written leaves the cursor of the second before, never none.
 */
final class Cursors extends MemoryMetaManager {

    private static final Logger log = LoggerFactory.getLogger(Cursors.class);
    private static final long FLUSH_MS = 1000;

    private final String destination;
    private final Path file;
    private final AtomicBoolean changed = new AtomicBoolean();
    private @Nullable ScheduledExecutorService flusher;
    private @Nullable Future<?> flushing;

    Cursors(String destination, Path file) {
        this.destination = destination;
        this.file = file;
    }

    @Override
    public void start() {
        super.start();
        load();
        flusher = Executors.newSingleThreadScheduledExecutor(work -> {
            var thread = new Thread(work, "cursor");
            thread.setDaemon(true);
            return thread;
        });
        flushing = flusher.scheduleWithFixedDelay(this::flushSafely, FLUSH_MS, FLUSH_MS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() {
        if (flusher != null && flushing != null) {
            flushing.cancel(false);
            flusher.shutdown();
        }
        flush();
        super.stop();
    }

    @Override
    public synchronized void subscribe(ClientIdentity client) {
        super.subscribe(client);
        changed.set(true);
    }

    @Override
    public synchronized void unsubscribe(ClientIdentity client) {
        super.unsubscribe(client);
        changed.set(true);
    }

    @Override
    public void updateCursor(ClientIdentity client, Position position) {
        super.updateCursor(client, position);
        changed.set(true);
    }

    /** The acknowledged position, of the client that is furthest behind; empty before the first acknowledgement. */
    Optional<BinlogPosition> acknowledged() {
        return isStart()
                ? listAllSubscribeInfo(destination).stream()
                        .map(this::getCursor)
                        .filter(LogPosition.class::isInstance)
                        .map(cursor -> Start.of(((LogPosition) cursor).getPostion()))
                        .min(BinlogPosition::compareTo)
                : Optional.empty();
    }

    private void load() {
        if (!Files.exists(file)) {
            return;
        }
        try {
            var kept = JsonUtils.unmarshalFromString(
                    Files.readString(file, StandardCharsets.UTF_8), FileMetaInstanceData.class);
            for (var client : kept.getClientDatas()) {
                super.subscribe(client.getClientIdentity());
                if (client.getCursor() != null) {
                    super.updateCursor(client.getClientIdentity(), client.getCursor());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the cursor " + file, e);
        } catch (RuntimeException e) {
            throw new IllegalStateException("the cursor " + file + " is damaged", e);
        }
    }

    private void flushSafely() {
        try {
            flush();
        } catch (UncheckedIOException e) { // the next second tries again
            changed.set(true);
            log.error("the cursor cannot be written: file={}", file, e);
        }
    }

    private synchronized void flush() {
        if (!changed.getAndSet(false)) {
            return;
        }
        var next = file.resolveSibling(file.getFileName() + ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            var bytes = ByteBuffer.wrap(json().getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String json() {
        List<FileMetaClientIdentityData> clients = listAllSubscribeInfo(destination).stream()
                .map(client -> {
                    var data = new FileMetaClientIdentityData();
                    data.setClientIdentity(client);
                    if (getCursor(client) instanceof LogPosition cursor) {
                        data.setCursor(cursor);
                    }
                    return data;
                })
                .toList();
        var data = new FileMetaInstanceData();
        data.setDestination(destination);
        data.setClientDatas(clients);
        return JsonUtils.marshalToString(data);
    }
}
