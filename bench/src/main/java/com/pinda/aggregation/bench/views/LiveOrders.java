package com.pinda.aggregation.bench.views;

import com.pinda.aggregation.bench.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The workload of the TMS, as a process of its own. */
final class LiveOrders implements AutoCloseable {

    private final Process process;

    private LiveOrders(Process process) {
        this.process = process;
    }

    /**
     * Begins to place orders.
     *
     * @param program {@code scripts/workload}
     * @param perSecond orders a second, 0 for as many as go
     * @param orders how many, 0 without an end
     */
    static LiveOrders begin(Path program, Path data, Stack stack, double perSecond, int orders) throws IOException {
        var command = List.of(
                program.toString(),
                "--url",
                "jdbc:mysql://127.0.0.1:" + stack.databasePort(),
                "--password-file",
                data.resolve("secrets").resolve("tms").toString(),
                "--rate",
                String.valueOf(perSecond),
                "--orders",
                String.valueOf(orders));
        var log = data.resolve("logs").resolve("workload.log").toFile();
        return new LiveOrders(new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log))
                .start());
    }

    /** Waits until all orders ran to their ends. */
    void await() throws InterruptedException {
        var code = process.waitFor();
        if (code != 0) {
            throw new IllegalStateException("the workload ended with " + code + "; see workload.log");
        }
    }

    /** Whether it is still at work. */
    boolean isRunning() {
        return process.isAlive();
    }

    /** Stops where it is. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
