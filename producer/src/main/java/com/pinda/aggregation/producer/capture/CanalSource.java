package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.client.impl.SimpleCanalConnector;
import com.alibaba.otter.canal.protocol.exception.CanalClientException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A connection to canal. Batches come in order and are acknowledged in order; what is not acknowledged comes again.
 * While one batch is worked on the next one is fetched. Used by one thread; any failure ends it, and another one is
 * opened.
 */
public final class CanalSource implements AutoCloseable {

    private static final long FIRST_PAUSE_NANOS = 200_000;

    private final SimpleCanalConnector connector;
    private final BatchChannel channel;
    private final int batchSizeKb;
    private final Duration idlePause;
    private final ExecutorService fetcher = Executors.newSingleThreadExecutor(CanalSource::fetchThread);
    private @Nullable Future<CapturedBatch> next;
    private long pauseNanos = FIRST_PAUSE_NANOS;

    private CanalSource(SimpleCanalConnector connector, BatchChannel channel, CaptureProperties properties) {
        this.connector = connector;
        this.channel = channel;
        batchSizeKb = properties.batchSizeKb();
        idlePause = properties.idlePause();
    }

    /**
     * Connects, and takes back whatever an earlier connection had not acknowledged.
     *
     * @throws CanalClientException where canal is away
     */
    static CanalSource open(CaptureProperties properties) {
        var colon = properties.address().lastIndexOf(':');
        var address = new InetSocketAddress(
                properties.address().substring(0, colon),
                Integer.parseInt(properties.address().substring(colon + 1)));
        var timeout = Math.toIntExact(properties.receiveTimeout().toMillis());
        var connector = new SimpleCanalConnector(
                address, properties.user(), properties.password(), properties.destination(), timeout, timeout);
        connector.connect();
        try {
            var socket = socket(connector);
            socket.setTcpNoDelay(true);
            // An empty filter leaves the server's own in force.
            connector.subscribe("");
            connector.rollback();
            return new CanalSource(connector, new BatchChannel(socket, properties.destination()), properties);
        } catch (IOException e) {
            connector.disconnect();
            throw new CanalClientException(e);
        } catch (RuntimeException e) {
            connector.disconnect();
            throw e;
        }
    }

    /** That of the connection, which canal's client keeps to itself. */
    private static Socket socket(SimpleCanalConnector connector) {
        try {
            var channel = SimpleCanalConnector.class.getDeclaredField("channel");
            channel.setAccessible(true);
            return ((SocketChannel) channel.get(connector)).socket();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot find the socket of canal's connection", e);
        }
    }

    /**
     * What canal has now, at most one batch; empty where it has nothing. A timeout is no long poll in canal: it waits
     * for a full batch, so the caller looks again, see {@link #pause}. The entries are good until the next call.
     */
    public CapturedBatch poll() {
        var fetched = next;
        next = null;
        var batch = fetched == null ? fetch() : result(fetched);
        if (!batch.isEmpty()) {
            pauseNanos = FIRST_PAUSE_NANOS;
            next = fetcher.submit(this::fetch);
        }
        return batch;
    }

    private CapturedBatch fetch() {
        try {
            return channel.fetch(batchSizeKb);
        } catch (IOException e) {
            throw new CanalClientException(e);
        }
    }

    private static CapturedBatch result(Future<CapturedBatch> fetched) {
        try {
            return fetched.get();
        } catch (ExecutionException e) {
            throw new CanalClientException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanalClientException(e);
        }
    }

    /** Waits a little, longer each time while nothing comes. */
    public void pause() {
        LockSupport.parkNanos(pauseNanos);
        pauseNanos = Math.min(pauseNanos + pauseNanos / 4, idlePause.toNanos());
    }

    /** Lets canal forget a batch, the oldest one that is not acknowledged. */
    public void acknowledge(long batch) {
        try {
            channel.acknowledge(batch);
        } catch (IOException e) {
            throw new CanalClientException(e);
        }
    }

    @Override
    public void close() {
        fetcher.shutdownNow();
        connector.disconnect();
    }

    private static Thread fetchThread(Runnable work) {
        var thread = new Thread(work, "canal-fetch");
        thread.setDaemon(true);
        return thread;
    }
}
