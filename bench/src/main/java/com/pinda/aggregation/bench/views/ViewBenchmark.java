package com.pinda.aggregation.bench.views;

import com.pinda.aggregation.bench.Stack;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures the views of the TMS on a running embedded stack. */
@Command(
        name = "scripts/bench --views",
        mixinStandardHelpOptions = true,
        description = "Measures the views of a stack that scripts/up started with --no-workload.")
public final class ViewBenchmark implements Callable<Integer> {

    private static final List<String> VIEWS = List.of(
            "agg_courier_task",
            "agg_driver_job",
            "agg_order",
            "agg_order_trace",
            "agg_org_day",
            "agg_transport_task",
            "agg_waybill");
    private static final List<String> PARTS =
            List.of("mariadb", "canal-server", "producer", "broker", "consumer", "query-api");

    /** So many view rows show the name of one outlet, where there are orders enough. */
    private static final int WIDE = 20_000;

    private static final String RATE_AIM = "≥ 5,000 rows/s";
    private static final String PAGE_AIM = "p99 ≤ 30 ms";
    private static final int PAGES_A_SECOND = 200;

    /** Until the service that answers them is compiled. */
    private static final int WARM_UP_PAGES = 5000;

    private static final int PAGE_SECONDS = 20;
    private static final String SLOW_AIM = "p99 ≤ 500 ms";

    @Option(names = "--data", required = true, description = "data folder of the stack")
    private Path data = Path.of("data");

    @Option(names = "--workload", required = true, description = "the program scripts/workload")
    private Path workload = Path.of("scripts/workload");

    @Option(names = "--orders", description = "orders that are there (default: ${DEFAULT-VALUE})")
    private int orders = 25_000;

    @Option(names = "--live-orders", description = "orders whose whole lives are a backlog (default: ${DEFAULT-VALUE})")
    private int liveOrders = 1_500;

    @Option(names = "--rate", description = "orders placed a second, for the latency (default: ${DEFAULT-VALUE})")
    private double rate = 50;

    @Option(
            names = "--latency-seconds",
            description = "how long it is measured; the workload runs as long before (default: ${DEFAULT-VALUE})")
    private int latencySeconds = 30;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli hands it over
    private CommandSpec spec;

    private final Figures figures = new Figures();

    /** Exit code 0 when everything was measured. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new ViewBenchmark()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, SQLException, InterruptedException {
        var stack = new Stack(data);
        var parcels = new Parcels(orders, Math.min(WIDE, orders / 5 * 4 / 20 * 20));
        try (var source = stack.connect();
                var database = stack.connect()) {
            var standing = new Standing(database, VIEWS.size());
            load(stack, source, parcels, standing);
            lives(stack, standing);
            wide(stack, source, parcels, standing);
            truck(source, parcels, standing);
            live(stack, standing);
            pages(stack, parcels, database);
            rebuilds(stack, standing);
        }
        print("");
        print(figures.table());
        print("");
        print(figures.json());
        return 0;
    }

    private void load(Stack stack, Connection source, Parcels parcels, Standing standing)
            throws SQLException, InterruptedException {
        print("writing %,d orders".formatted(orders));
        stack.freeze("consumer");
        parcels.load(source);
        var before = standing.writtenByView();
        measure(stack, standing, "load", "first filling", () -> stack.thaw("consumer"));
        var after = new TreeMap<>(standing.writtenByView());
        after.replaceAll((view, rows) -> rows - before.getOrDefault(view, 0L));
        print("  " + after);
    }

    /** Many orders from their placing to their signing, which came while the consumer was away. */
    private void lives(Stack stack, Standing standing) throws IOException, SQLException, InterruptedException {
        print("writing the lives of %,d orders".formatted(liveOrders));
        stack.freeze("consumer");
        try (var placing = LiveOrders.begin(workload, data, stack, 0, liveOrders)) {
            placing.await();
        }
        measure(stack, standing, "lives", "backlog of the workload", () -> stack.thaw("consumer"));
    }

    /** View rows a second, from the first key that is refreshed to the last. */
    private void measure(Stack stack, Standing standing, String id, String what, Runnable begin)
            throws SQLException, InterruptedException {
        var refreshed = standing.refreshed();
        var written = standing.written();
        var cpu = cpu(stack);
        begin.run();
        while (standing.refreshed() == refreshed) {
            Thread.sleep(20);
        }
        var start = System.nanoTime();
        var seconds = (standing.awaitRest() - start) / 1e9;
        figures.seconds(id + "_seconds", what + ": all", "", seconds);
        figures.number(
                id + "_refreshed",
                what + ": view rows refreshed",
                RATE_AIM,
                (standing.refreshed() - refreshed) / seconds,
                "rows/s");
        figures.number(
                id + "_written",
                what + ": of these written, as they differed",
                "",
                (standing.written() - written) / seconds,
                "rows/s");
        print("%s: %.1f s, %,d rows refreshed, %,d written; cores busy: %s"
                .formatted(
                        what,
                        seconds,
                        standing.refreshed() - refreshed,
                        standing.written() - written,
                        busy(stack, cpu, seconds)));
    }

    private void wide(Stack stack, Connection source, Parcels parcels, Standing standing)
            throws SQLException, InterruptedException {
        rename(source, parcels, standing, "一号转运中心"); // warms up
        standing.awaitRest();
        var asked = standing.asked();
        try (var probes = new Probes(stack, 1, orders)) {
            Thread.sleep(2000);
            var seconds = rename(source, parcels, standing, "二号转运中心");
            probes.end();
            figures.number(
                    "wide_rows",
                    "an outlet is renamed: view rows that show it",
                    "100,000",
                    (double) (standing.asked() - asked),
                    "rows");
            figures.seconds("wide_seconds", "an outlet is renamed: until all show its new name", "", seconds);
            latencies("wide", "meanwhile, other changes, commit to visible", SLOW_AIM, probes);
        }
        standing.awaitRest();
    }

    private static double rename(Connection source, Parcels parcels, Standing standing, String name)
            throws SQLException, InterruptedException {
        parcels.rename(source, name);
        var start = System.nanoTime();
        standing.awaitResolved(name);
        standing.awaitWide();
        return (System.nanoTime() - start) / 1e9;
    }

    private void truck(Connection source, Parcels parcels, Standing standing)
            throws SQLException, InterruptedException {
        var begin = System.nanoTime();
        parcels.handOver(source);
        var committed = System.nanoTime();
        standing.awaitRows(
                "SELECT COUNT(*) FROM pd_aggregation.agg_waybill WHERE id BETWEEN '%s' AND '%s' AND status = 4 AND order_status = 23006"
                        .formatted(parcels.firstOnTheTruck(), parcels.lastOnTheTruck()),
                Parcels.ON_THE_TRUCK);
        var seen = System.nanoTime();
        var rest = standing.awaitRest();
        figures.seconds(
                "truck_commits",
                "a truck with 500 waybills is handed over: its commits",
                "",
                (committed - begin) / 1e9);
        figures.seconds(
                "truck_seen", "from the last commit until all 500 waybills show it", "", (seen - committed) / 1e9);
        figures.seconds("truck_rest", "from the last commit until all views show it", "", (rest - committed) / 1e9);
    }

    private void live(Stack stack, Standing standing) throws IOException, SQLException, InterruptedException {
        print("placing %.0f orders a second".formatted(rate));
        try (var placing = LiveOrders.begin(workload, data, stack, rate, 0)) {
            Thread.sleep(latencySeconds * 1000L);
            var refreshed = standing.refreshed();
            var written = standing.written();
            var cpu = cpu(stack);
            var start = System.nanoTime();
            try (var probes = new Probes(stack, 1, orders)) {
                Thread.sleep(latencySeconds * 1000L);
                var seconds = (System.nanoTime() - start) / 1e9;
                figures.number(
                        "live_refreshed",
                        "%.0f orders/s: view rows refreshed".formatted(rate),
                        "",
                        (standing.refreshed() - refreshed) / seconds,
                        "rows/s");
                figures.number(
                        "live_written",
                        "%.0f orders/s: of these written".formatted(rate),
                        "",
                        (standing.written() - written) / seconds,
                        "rows/s");
                print("cores busy: %s; keys waiting: %s".formatted(busy(stack, cpu, seconds), standing.pending()));
                if (!placing.isRunning()) {
                    throw new IllegalStateException("the workload ended; see workload.log");
                }
                probes.end();
                latencies("live", "%.0f orders/s: commit to visible".formatted(rate), "", probes);
            }
        }
        standing.awaitRest();
    }

    private void latencies(String id, String what, String aim, Probes probes) {
        figures.latency(id + "_waybill", what + " in agg_waybill, p50 / p99 / most", aim, probes.inWaybills());
        figures.latency(id + "_order", what + " in agg_order, p50 / p99 / most", aim, probes.inOrders());
        if (probes.missing() > 0) {
            print("  NOT seen in time: %d".formatted(probes.missing()));
        }
    }

    private void pages(Stack stack, Parcels parcels, Connection database) throws SQLException {
        var pages = new Pages(stack.uri("query-api", "/"), database);
        if (!pages.areServed()) {
            print("pages: /api/v1/waybills gives none, so they are not measured");
            return;
        }
        var first = pages.first();
        pages.warmUp(first, WARM_UP_PAGES);
        ask(pages, "page_first", "first pages of 20, by each filter", first);
        ask(pages, "page_deep", "deep pages of 20, by each filter", pages.deep(first));
        ask(pages, "page_row", "a waybill or an order by its id", pages.rows(parcels));
    }

    private void ask(Pages pages, String id, String what, List<Pages.Asked> asked) {
        var answers = pages.ask(asked, PAGES_A_SECOND, PAGE_SECONDS);
        figures.latency(
                id,
                "%s, %d/s (%.0f/s answered), p50 / p99 / most".formatted(what, PAGES_A_SECOND, answers.perSecond()),
                PAGE_AIM,
                answers.all());
        print("%s: %d kinds, %d failed; the slowest by p99: %s"
                .formatted(what, answers.byKind().size(), answers.failed(), answers.slowest()));
    }

    private void rebuilds(Stack stack, Standing standing) throws SQLException, InterruptedException {
        for (var view : VIEWS) {
            var cpu = cpu(stack);
            var start = System.nanoTime();
            var rows = standing.rebuild(view);
            var seconds = (System.nanoTime() - start) / 1e9;
            print("%s made anew: CPU s per 1,000 rows: %s".formatted(view, busy(stack, cpu, rows / 1000.0)));
            figures.number(
                    "rebuild_" + view,
                    "%s made anew: %,d rows".formatted(view, rows),
                    RATE_AIM,
                    rows / seconds,
                    "rows/s");
        }
    }

    private static List<Double> cpu(Stack stack) {
        return PARTS.stream().map(stack::cpuSeconds).toList();
    }

    private static String busy(Stack stack, List<Double> before, double seconds) {
        var after = cpu(stack);
        return IntStream.range(0, PARTS.size())
                .mapToObj(i ->
                        String.format(Locale.ROOT, "%s %.2f", PARTS.get(i), (after.get(i) - before.get(i)) / seconds))
                .collect(Collectors.joining(", "));
    }

    private void print(String line) {
        spec.commandLine().getOut().println(line);
    }
}
