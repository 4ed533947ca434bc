package com.pinda.aggregation.torture;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.torture.load.Load;
import com.pinda.aggregation.torture.load.Tables;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.RigOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
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
    private final Function<Rig, Judge> judges;
    private @Nullable Rig rig;
    private @Nullable Judge judge;

    Trial(RigOptions options, Function<Rig, Judge> judges) {
        this.options = options;
        this.judges = judges;
    }

    /** Says at each quiet point what is not as it should be. */
    interface Judge {
        List<?> violations() throws Exception;
    }

    /** What is done to the rig; it sees for itself that the fault took place. */
    interface Fault {
        void inflict() throws Exception;
    }

    Rig rig() {
        if (rig == null) {
            rig = Rig.start(options);
            judge = judges.apply(rig);
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
            assertThat(judge().violations()).isEmpty();
        } catch (Exception | AssertionError e) {
            throwAway(e);
            throw e;
        }
    }

    private Judge judge() {
        if (judge == null) {
            throw new IllegalStateException("no rig was started");
        }
        return judge;
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
