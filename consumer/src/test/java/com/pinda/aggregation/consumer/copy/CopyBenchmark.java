package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.ConsumerApplication;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * Applies a backlog with a consumer in a process of its own, and prints rows a second and CPU seconds per million
 * changes. Half are inserts, 40 % updates, 10 % deletes, of a table with 20 columns and about 250 bytes a row.
 *
 * <p>Run {@code main}; arguments: changes (500000), threads (2).
 */
final class CopyBenchmark {

    private static final int TRANSACTION = 1000;

    private CopyBenchmark() {}

    public static void main(String[] arguments) throws IOException {
        var changes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 500_000;
        var threads = arguments.length > 1 ? arguments[1] : "2";
        var prefix = "b" + Long.toString(System.nanoTime(), 36);
        try (var topics = new Topics(prefix);
                var target = new Target(prefix)) {
            publish(changes, prefix, topics);
            var consumer = start(target, threads);
            try {
                measure(changes, consumer, target);
            } finally {
                consumer.destroy();
            }
        }
        System.exit(0);
    }

    private static void publish(int changes, String prefix, Topics topics) {
        var table = table(prefix);
        topics.create(table.topic(), 4);
        var random = new Random(1);
        var live = new ArrayList<Long>();
        var events = new ArrayList<SourceTable.Event>();
        long next = 1;
        for (int position = 1; position <= changes; position++) {
            var dice = live.isEmpty() ? 0 : random.nextInt(10);
            if (dice < 5) {
                live.add(next);
                events.add(table.insert(position, row(next++, position)));
            } else if (dice < 9) {
                events.add(table.update(position, row(live.get(random.nextInt(live.size())), position)));
            } else {
                var at = random.nextInt(live.size());
                events.add(table.delete(position, row(live.get(at), position)));
                live.set(at, live.get(live.size() - 1));
                live.remove(live.size() - 1);
            }
            if (events.size() == TRANSACTION || position == changes) {
                topics.publish(events.toArray(SourceTable.Event[]::new));
                events.clear();
            }
        }
    }

    private static SourceTable table(String prefix) {
        var columns = new ArrayList<>(List.of("id bigint key"));
        for (int i = 1; i <= 10; i++) {
            columns.add("s" + i + " varchar(40)");
        }
        for (int i = 1; i <= 4; i++) {
            columns.add("n" + i + " int");
        }
        columns.addAll(
                List.of("d1 decimal(12,2)", "d2 decimal(12,2)", "t1 datetime", "t2 datetime(3)", "status tinyint"));
        return SourceTable.of(prefix, "shop.orders", columns.toArray(String[]::new));
    }

    private static Object[] row(long id, int version) {
        var row = new ArrayList<Object>(List.of(id));
        for (int i = 1; i <= 10; i++) {
            row.add("text " + i + " of " + (id * 31 + version));
        }
        for (int i = 1; i <= 4; i++) {
            row.add(version + i);
        }
        row.add(BigDecimal.valueOf(version, 2));
        row.add(BigDecimal.valueOf(id, 2));
        row.add(1_700_000_000_000_000L + version * 1_000_000L);
        row.add(1_700_000_000_123_000L + version * 1_000_000L);
        row.add(version % 5);
        return row.toArray();
    }

    private static Process start(Target target, String threads) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = new ArrayList<>(List.of(java, "-XX:+UseParallelGC", "-Xmx256m"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), ConsumerApplication.class.getName()));
        Stream.of(System.getProperty("bench.jvm", "").split(" ", -1))
                .filter(option -> !option.isBlank())
                .forEach(option -> command.add(1, option));
        command.addAll(List.of(target.arguments("cdc.copy.tables=shop.orders", "cdc.copy.threads=" + threads)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("target/benchmark-consumer.log"))
                .start();
    }

    private static void measure(int changes, Process consumer, Target target) {
        Target.await().until(() -> applied(target) > 0);
        var begun = System.nanoTime();
        var cpu = cpu(consumer.toHandle());
        var databaseCpu = cpu(database());
        var before = applied(target);
        Target.await().atMost(Duration.ofMinutes(10)).until(() -> applied(target) == changes);
        var seconds = (System.nanoTime() - begun) / 1e9;
        var done = changes - before;
        var cpuSeconds = (cpu(consumer.toHandle()) - cpu) / 1e3;
        System.out.printf(
                "changes=%d seconds=%.1f changes/s=%.0f cpu=%.1f s, per million=%.1f s, with start=%.1f s,"
                        + " database per million=%.1f s%n",
                done,
                seconds,
                done / seconds,
                cpuSeconds,
                cpuSeconds * 1e6 / done,
                cpu(consumer.toHandle()) / 1e3,
                (cpu(database()) - databaseCpu) * 1e3 / done);
    }

    private static long applied(Target target) {
        return target.number("SELECT COALESCE(SUM(changes), 0) FROM _copy_progress");
    }

    private static ProcessHandle database() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").contains("mariadbd"))
                .findFirst()
                .orElseThrow();
    }

    private static long cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElseThrow().toMillis();
    }
}
