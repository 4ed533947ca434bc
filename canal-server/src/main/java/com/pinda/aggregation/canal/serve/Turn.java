package com.pinda.aggregation.canal.serve;

import com.alibaba.otter.canal.server.embedded.CanalServerWithEmbedded;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.netty.channel.Channel;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one client at a time have the stream: the one that logged in last. The store has a single read cursor, so what
 * an older client takes would never reach the newer one. Thread safe.
 */
final class Turn {

    /** What a client asked for. */
    interface Request {
        void run() throws Exception;
    }

    private static final Logger log = LoggerFactory.getLogger(Turn.class);

    private final CanalServerWithEmbedded canal;
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicReference<@Nullable Channel> newest = new AtomicReference<>();

    Turn(CanalServerWithEmbedded canal) {
        this.canal = canal;
    }

    /**
     * Makes a client the newest: every other one is closed, and what it did not acknowledge comes again. Returns when
     * the last request of an older one has ended.
     */
    void take(Channel client) {
        var older = newest.getAndSet(client);
        if (older != null && older.isOpen()) {
            log.warn(
                    "a newer client takes over: address={} older={}",
                    client.getRemoteAddress(),
                    older.getRemoteAddress());
            older.close();
        }
        lock.lock();
        try {
            if (newest.get() == client) {
                rollback();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Runs a client's request, unless a newer client is there: then it is closed instead. */
    void run(Channel client, Request request) throws Exception {
        lock.lock();
        try {
            if (newest.get() == client) {
                request.run();
            } else {
                client.close();
            }
        } finally {
            lock.unlock();
        }
    }

    private void rollback() {
        for (var destination : canal.getCanalInstances().keySet()) {
            if (canal.isStart(destination)) {
                canal.listAllSubscribe(destination).forEach(canal::rollback);
            }
        }
    }
}
