package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.load.Load;
import com.pinda.aggregation.torture.load.Tables;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.RigOptions;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.jspecify.annotations.Nullable;

/** A rig that faults are tried on while it works. One that a fault has broken for good is thrown away. */
final class Trial implements AutoCloseable {

    /** Longest wait for anything, on a machine that is busy. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final long SEED = 20_260_301;
    private static final int THREADS = 3;
    private static final int SOME_TRANSACTIONS = 30;

    private final RigOptions options;
    private @Nullable Rig rig;

    Trial(RigOptions options) {
        this.options = options;
    }

    /** What is done to the rig; it sees for itself that the fault took place. */
    interface Fault {
        void inflict() throws Exception;
    }

    Rig rig() {
        if (rig == null) {
            rig = Rig.start(options);
            Tables.create(rig.source());
        }
        return rig;
    }

    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE);
    }

    /** Writes before, during and after the fault, waits until all is applied, and compares. */
    void whileWriting(Fault fault) throws Exception {
        try (var load = Load.start(rig().source(), THREADS, SEED)) {
            awaitMore(load);
            fault.inflict();
            rig().heal();
            awaitMore(load);
        } catch (Exception | AssertionError e) {
            throwAway(e);
            throw e;
        }
        assertWhole();
    }

    /** The fault brings its own changes. */
    void inQuiet(Fault fault) throws Exception {
        try {
            fault.inflict();
            rig().heal();
        } catch (Exception | AssertionError e) {
            throwAway(e);
            throw e;
        }
        assertWhole();
    }

    private static void awaitMore(Load load) {
        var before = load.transactions();
        await().until(() -> load.transactions() >= before + SOME_TRANSACTIONS);
    }

    private void assertWhole() throws Exception {
        try {
            rig().awaitQuiet(PATIENCE.multipliedBy(2));
            Whole.check(rig());
        } catch (Exception | AssertionError e) {
            throwAway(e);
            throw e;
        }
    }

    private void throwAway(Throwable cause) {
        try {
            close();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
    }

    @Override
    public void close() {
        if (rig != null) {
            var broken = rig;
            rig = null;
            broken.close();
        }
    }
}
