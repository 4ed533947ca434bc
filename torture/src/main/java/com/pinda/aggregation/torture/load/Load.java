package com.pinda.aggregation.torture.load;

import com.pinda.aggregation.testkit.SqlServer;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that write to the {@link Tables} until told to stop. They go on where the source was away, and where a
 * transaction lost a deadlock.
 */
public final class Load implements AutoCloseable {

    private static final AtomicInteger SHARDS = new AtomicInteger();
    private static final Duration LONGEST_PAUSE = Duration.ofMillis(40);
    private static final Duration RECONNECT = Duration.ofMillis(500);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(60);
    private static final int LARGE = 3000;

    private final SqlServer source;
    private final List<Thread> threads = new ArrayList<>();
    private final AtomicLong changes = new AtomicLong();
    private final AtomicLong transactions = new AtomicLong();
    private final AtomicReference<@Nullable SQLException> failure = new AtomicReference<>();
    private volatile boolean stopped;

    private Load(SqlServer source) {
        this.source = source;
    }

    /** Starts so many threads. The same seed makes each thread do the same. */
    public static Load start(SqlServer source, int threads, long seed) {
        var load = new Load(source);
        for (int i = 0; i < threads; i++) {
            var random = new Random(seed + i);
            var thread = new Thread(() -> load.write(random), "load-" + i);
            thread.setDaemon(true);
            load.threads.add(thread);
            thread.start();
        }
        return load;
    }

    /** Writes so many rows in one transaction; returns when it is committed. */
    public static void large(SqlServer source, int rows) throws SQLException {
        try (var connection = source.connect(Tables.DATABASE)) {
            connection.setAutoCommit(false);
            Work.large(new Session(connection, new Random(rows), SHARDS.incrementAndGet()), rows);
            connection.commit();
        }
    }

    /** Row changes that were committed, or may have been. */
    public long changes() {
        return changes.get();
    }

    /** Transactions that were committed. */
    public long transactions() {
        return transactions.get();
    }

    private void write(Random random) {
        while (!stopped) {
            try (var connection = source.connect(Tables.DATABASE)) {
                connection.setAutoCommit(false);
                // the last one's numbers may be committed although it was not told so
                var session = new Session(connection, random, SHARDS.incrementAndGet());
                while (!stopped) {
                    transaction(session);
                    LockSupport.parkNanos(random.nextInt((int) LONGEST_PAUSE.toNanos()));
                }
            } catch (SQLSyntaxErrorException e) {
                failure.set(e);
                return;
            } catch (SQLException e) { // the source is away
                LockSupport.parkNanos(RECONNECT.toNanos());
            }
        }
    }

    private void transaction(Session session) throws SQLException {
        var connection = session.connection();
        var before = session.rows();
        try {
            run(session);
            if (session.chance(8)) {
                connection.rollback();
            } else {
                connection.commit();
                transactions.incrementAndGet();
                changes.addAndGet(session.rows() - before);
            }
        } catch (SQLSyntaxErrorException e) {
            throw e;
        } catch (SQLException e) { // a deadlock, a key that is taken, or the source is away and this fails too
            connection.rollback();
        }
    }

    private static void run(Session session) throws SQLException {
        if (session.chance(1)) {
            Work.large(session, 1 + session.below(LARGE));
            return;
        }
        for (int i = 0; i <= session.below(4); i++) {
            var work = Work.ALL.get(session.below(Work.ALL.size()));
            if (session.chance(10)) {
                var savepoint = session.connection().setSavepoint();
                work.run(session);
                session.connection().rollback(savepoint);
            } else {
                work.run(session);
            }
        }
    }

    /**
     * Ends the threads, each after its transaction.
     *
     * @throws IllegalStateException where one could not write what it had to
     */
    @Override
    public void close() {
        stopped = true;
        try {
            for (var thread : threads) {
                thread.join(STOP_TIMEOUT.toMillis());
                if (thread.isAlive()) {
                    throw new IllegalStateException(thread.getName() + " does not end");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        var thrown = failure.get();
        if (thrown != null) {
            throw new IllegalStateException("the load is wrong", thrown);
        }
    }
}
