package com.pinda.aggregation.testkit;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A {@link Moment} at which connections of a {@link Link} stand still, until told to go on. */
public final class Hold {

    private static final long LOOK_AGAIN_NANOS = 2_000_000;

    private final Moment moment;
    private final boolean atAnswer;
    private final CountDownLatch reached = new CountDownLatch(1);
    private final Set<LinkConnection> standing = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    Hold(Moment moment, boolean atAnswer) {
        this.moment = moment;
        this.atAnswer = atAnswer;
    }

    /** Whether a connection stands there, or comes there within a time. */
    public boolean isReached(Duration within) {
        try {
            return reached.await(within.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** What stands there goes on, and nothing is held from now on. */
    public void release() {
        over = true;
    }

    /** What stands there is lost with its connection, and nothing is held from now on. */
    public void cut() {
        standing.forEach(LinkConnection::close);
        over = true;
    }

    boolean isRequest(byte[] message) {
        return !over && moment.request().test(message);
    }

    boolean isAnswer(byte[] request, byte[] message) {
        return !over && moment.answer().test(request, message);
    }

    boolean atAnswer() {
        return atAnswer;
    }

    /** Returns when the connection may go on, or is closed. */
    void stand(LinkConnection connection) {
        standing.add(connection);
        reached.countDown();
        while (!over && !connection.isClosed()) {
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
        standing.remove(connection);
    }

    @Override
    public String toString() {
        return (atAnswer ? "answer to " : "") + moment.name();
    }
}
