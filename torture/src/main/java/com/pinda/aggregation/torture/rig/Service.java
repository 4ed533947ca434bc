package com.pinda.aggregation.torture.rig;

import com.pinda.aggregation.testkit.JavaProcess;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One program of the rig, which may be killed, frozen and started again, on the same ports and data. Thread safe. */
public final class Service implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LAST_LINES = 10;
    private static final String OWN_CODE = "com.pinda.aggregation";

    private final String name;
    private final Supplier<JavaProcess> program;
    private final Health.Probe probe;
    private @Nullable JavaProcess process;

    Service(String name, Supplier<JavaProcess> program, Health.Probe probe) {
        this.name = name;
        this.program = program;
        this.probe = probe;
    }

    public String name() {
        return name;
    }

    /** Starts it, unless it runs; does not wait until it is up. */
    public synchronized void launch() {
        if (!isRunning()) {
            process = program.get();
        }
    }

    /**
     * Starts it, unless it runs, and waits until it is up.
     *
     * @throws IllegalStateException with its output, where it ends before, or takes longer than two minutes
     */
    public void start() {
        launch();
        awaitUp();
    }

    private void awaitUp() {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var health = health();
        while (!health.isUp()) {
            if (System.nanoTime() > deadline || ended(POLL)) {
                throw new IllegalStateException(name + " did not come up: " + health.text() + "\n" + output());
            }
            health = health();
        }
    }

    /** Whether there is a process, be it frozen. */
    public synchronized boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** What it says of itself, within five seconds. */
    public Health health() {
        return probe.look();
    }

    /** SIGKILL. */
    public void kill() {
        if (isRunning()) {
            process().kill();
        }
    }

    /** SIGSTOP: it stands still, and its connections stay open. */
    public void freeze() {
        process().freeze();
    }

    /** SIGCONT. */
    public void thaw() {
        if (isRunning()) {
            process().thaw();
        }
    }

    /** Stops it in order, and starts it again. */
    public void restart() {
        close();
        start();
    }

    /** Whether it ends within a time. */
    public boolean ended(Duration within) {
        return process().ended(within);
    }

    /** Exit code of its last process, which has ended. */
    public int exitCode() {
        return process().exitCode();
    }

    /** The last lines that it has printed, and where its threads stand that are in the project's own code. */
    String standing() {
        var lines = output().lines().toList();
        var last = String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        return name + ":\n" + last + "\n" + (isRunning() ? process().threadsIn(OWN_CODE) : "(ended)");
    }

    /** What its last process has printed. */
    public String output() {
        return process().output();
    }

    private synchronized JavaProcess process() {
        if (process == null) {
            throw new IllegalStateException(name + " was never started");
        }
        return process;
    }

    /** SIGTERM, and SIGKILL after 20 seconds. */
    @Override
    public void close() {
        if (isRunning()) {
            thaw();
            process().close();
        }
    }
}
