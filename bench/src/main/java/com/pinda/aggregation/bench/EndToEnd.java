package com.pinda.aggregation.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongSupplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Loads a running embedded stack and prints what it did a second, and what that cost. */
@Command(
        name = "scripts/bench",
        mixinStandardHelpOptions = true,
        description = "Measures a stack that scripts/up started with --no-workload --tables bench.items.",
        footer = {
            "",
            "scripts/bench --views [OPTIONS] measures the views of the TMS; --views --help lists its options.",
            "scripts/bench --jmh [OPTIONS] measures what one record costs, with JMH; --jmh -h lists its options."
        })
public final class EndToEnd implements Callable<Integer> {

    private static final List<String> PARTS = List.of("mariadb", "canal-server", "producer", "broker", "consumer");
    private static final String PUBLISHED = "cdc.changes.published";
    private static final String APPLIED = "cdc.changes.applied";
    private static final int LARGE_TRANSACTION = 1000;

    /** So many that the JVMs have compiled what is hot: the first 100,000 cost three times what the rest do. */
    private static final int WARM_UP = 300_000;

    /** An answer costs a service more than a millisecond of CPU, which it would then not have for changes. */
    private static final long POLL_MS = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Option(names = "--data", required = true, description = "data folder of the stack")
    private Path data = Path.of("data");

    @Option(names = "--rows", description = "row changes in a backlog, 0 for none (default: ${DEFAULT-VALUE})")
    private int rows = 500_000;

    @Option(names = "--latency-seconds", description = "how long each rate is held (default: ${DEFAULT-VALUE})")
    private int latencySeconds = 20;

    @Option(
            names = "--warm-up-seconds",
            description = "how long each rate is held before that; printed apart (default: ${DEFAULT-VALUE})")
    private int warmUpSeconds = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli hands it over
    private CommandSpec spec;

    /** The counters before the first change, by service. */
    private final Map<String, Long> counted = new HashMap<>();

    /** Changes so far that everything was measured for. */
    private long changes;

    private boolean whole = true;

    /** Exit code 0 when everything was measured, 1 where a rate was not kept. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new EndToEnd()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        var stack = new Stack(data);
        var items = new Items();
        try (var source = stack.connect()) {
            items.create(source);
            counted.put("producer", stack.counter("producer", PUBLISHED));
            counted.put("consumer", stack.counter("consumer", APPLIED));
            print("warming up with %,d rows".formatted(2 * WARM_UP));
            items.mixLarge(source, WARM_UP, LARGE_TRANSACTION);
            items.mixSingle(source, WARM_UP);
            changes = 2L * WARM_UP;
            await(counter(stack, "consumer", APPLIED), changes, "warm-up");

            for (int rate : new int[] {200, 2000}) {
                if (warmUpSeconds > 0) {
                    latency(stack, items, rate, warmUpSeconds, ", warming up");
                }
                if (!latency(stack, items, rate, latencySeconds, "").isWhole(rate)) {
                    print("  NOT the latency at that rate: the source did not keep it, or rows were not seen");
                    whole = false;
                }
            }
            if (rows > 0) {
                backlogs(stack, items, source);
            }
            for (var part : PARTS) {
                print("resident memory %-14s %4d MB".formatted(part, stack.residentMb(part)));
            }
        }
        return whole ? 0 : 1;
    }

    /** After large batches, what is done once for each small one is not compiled yet: thousands of them warm it up. */
    private Latency.Result latency(Stack stack, Items items, int rate, int seconds, String what)
            throws SQLException, InterruptedException {
        var latency = new Latency(stack, items).measure(rate, Duration.ofSeconds(seconds));
        changes += latency.committed();
        print("commit to visible at %,d changes/s%s: %s".formatted(rate, what, latency.text()));
        return latency;
    }

    /** Work on the source that makes a backlog. */
    private interface Writing {
        void run() throws SQLException;
    }

    private void backlogs(Stack stack, Items items, Connection source) throws SQLException, InterruptedException {
        apart(stack, "1000-row transactions", () -> items.mixLarge(source, rows, LARGE_TRANSACTION));
        apart(stack, "single-row transactions", () -> items.mixSingle(source, rows));
        together(stack, "both at once, 1000-row", () -> items.mixLarge(source, rows, LARGE_TRANSACTION));
        together(stack, "both at once, single-row", () -> items.mixSingle(source, rows));
    }

    /** First source to topic with the consumer frozen, then topic to copy. */
    private void apart(Stack stack, String name, Writing writing) throws SQLException, InterruptedException {
        stack.freeze("canal-server", "producer", "consumer");
        writing.run();
        measure(stack, name + ": published", "producer", PUBLISHED, () -> stack.thaw("canal-server", "producer"));
        measure(stack, name + ": applied", "consumer", APPLIED, () -> stack.thaw("consumer"));
        changes += rows;
    }

    private void together(Stack stack, String name, Writing writing) throws SQLException, InterruptedException {
        stack.freeze("canal-server", "producer", "consumer");
        writing.run();
        measure(
                stack,
                name + ": source to copy",
                "consumer",
                APPLIED,
                () -> stack.thaw("canal-server", "producer", "consumer"));
        changes += rows;
    }

    /** From the first change that is done to the last: a service that was frozen first finds its connections again. */
    private void measure(Stack stack, String name, String service, String counter, Runnable begin)
            throws InterruptedException {
        Map<String, Double> cpu = new HashMap<>();
        PARTS.forEach(part -> cpu.put(part, stack.cpuSeconds(part)));
        begin.run();
        var done = counter(stack, service, counter);
        var last = changes + rows;
        await(done, changes + 1, name);
        var start = System.nanoTime();
        var first = done.getAsLong();
        await(done, last, name);
        var seconds = (System.nanoTime() - start) / 1e9;
        var line = new StringBuilder();
        for (var part : PARTS) {
            var used = stack.cpuSeconds(part) - cpu.getOrDefault(part, 0.0);
            line.append(String.format("  %s %.1f", part, used * 1_000_000 / rows));
        }
        print("%-45s %,9.0f rows/s   CPU s per million:%s".formatted(name, (last - first) / seconds, line));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }

    private LongSupplier counter(Stack stack, String service, String name) {
        return () -> stack.counter(service, name) - counted.getOrDefault(service, 0L);
    }

    private static void await(LongSupplier counter, long count, String what) throws InterruptedException {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (counter.getAsLong() < count) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        what + ": only " + counter.getAsLong() + " of " + count + " changes after " + PATIENCE);
            }
            Thread.sleep(POLL_MS);
        }
    }
}
