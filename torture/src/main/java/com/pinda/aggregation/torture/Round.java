package com.pinda.aggregation.torture;

import com.pinda.aggregation.torture.fault.Fault;
import com.pinda.aggregation.torture.load.Load;
import com.pinda.aggregation.torture.rig.Rig;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** The load runs while one fault after the other is inflicted and healed; then all must be published and applied. */
final class Round {

    private static final int THREADS = 3;
    private static final Duration LONGEST_FAULT = Duration.ofSeconds(8);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final Duration QUIET_TIMEOUT = Duration.ofMinutes(4);

    private final Rig rig;
    private final Random random;
    private final Summary summary;
    private final Consumer<String> print;

    Round(Rig rig, Random random, Summary summary, Consumer<String> print) {
        this.rig = rig;
        this.random = random;
        this.summary = summary;
        this.print = print;
    }

    /** Faults at random for so long. */
    void run(List<Fault> faults, Duration duration) {
        var until = System.nanoTime() + duration.toNanos();
        try (var load = Load.start(rig.source(), THREADS, random.nextLong())) {
            while (System.nanoTime() < until) {
                suffer(faults.get(random.nextInt(faults.size())));
            }
            rig.heal();
            summary.changes(load);
        }
        rig.awaitQuiet(QUIET_TIMEOUT);
    }

    /** Each of these faults once. */
    void run(List<Fault> faults) {
        try (var load = Load.start(rig.source(), THREADS, random.nextLong())) {
            faults.forEach(this::suffer);
            rig.heal();
            summary.changes(load);
        }
        rig.awaitQuiet(QUIET_TIMEOUT);
    }

    private void suffer(Fault fault) {
        print.accept(fault.name());
        try {
            summary.count(fault, fault.inflict());
            pause(LONGEST_FAULT);
        } finally {
            fault.heal();
        }
        for (var ended : rig.ended()) {
            print.accept(ended.name() + " has ended by itself: exit code " + ended.exitCode());
            summary.ended(ended);
            ended.launch();
        }
        pause(LONGEST_PAUSE);
    }

    private void pause(Duration longest) {
        LockSupport.parkNanos((long) (random.nextDouble() * longest.toNanos()));
    }
}
