package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.compare.Difference;
import com.pinda.aggregation.local.workload.Workload;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** Orders placed on the running stack, and what became of them. */
final class OrderRun implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);

    private final Site site;
    private final Stack stack;
    private final Screen screen;
    private final UpOptions options;
    private final Databases databases;
    private final Patience patience;
    private final LagSampler lag;
    private final Workload workload;

    OrderRun(Site site, Stack stack, Screen screen, UpOptions options, Databases databases) {
        this.site = site;
        this.stack = stack;
        this.screen = screen;
        this.options = options;
        this.databases = databases;
        this.patience = new Patience(stack::check);
        this.lag = new LagSampler(databases);
        this.workload = new Workload(databases.source().as(databases.tms()), options.workload(), lag::placed);
    }

    /** Places the orders and sees them to their ends, with a crash now and then if it was asked for. */
    void run(StatusLine status) {
        // the base data of a fresh source is a backlog of its own, and no measure of the lag;
        // views are not awaited: some read tables that get their first rows with orders
        new CatchUp(databases, patience).await();
        var crashes = new Crashes(stack, options.kills);
        var placing = stack.after(CompletableFuture.completedFuture(null), this::place);
        status.follow(workload.counters()::ordersPlaced, () -> placing.isDone() ? -1 : lag.lastMillis());
        while (!placing.isDone()) {
            stack.check();
            crashes.tick(share());
            screen.status(status::next);
            pause();
        }
        stack.check();
        crashes.finish();
        screen.line("%d orders placed, %d row changes committed"
                .formatted(
                        workload.counters().ordersPlaced(), workload.counters().rowChanges()));
    }

    /** Waits until all is in the copies and in the views, compares, and prints the result; gives the exit code. */
    int compare() throws SQLException {
        var applied = new CatchUp(databases, patience).await();
        new ViewCatchUp(databases, patience).await();
        var published = new PublishedChanges(site, databases, stack::check).count();
        var result = new Result(
                workload.counters().ordersPlaced(),
                tables(),
                views(),
                published,
                applied,
                lag.percentile(50),
                lag.percentile(99));
        result.lines().forEach(screen::line);
        screen.line(result.json());
        return result.isEqual() ? 0 : 1;
    }

    private Map<String, Result.Table> tables() throws SQLException {
        var tables = new LinkedHashMap<String, Result.Table>();
        for (var table : new Copies(databases, options.capturedTables()).compare()) {
            tables.put(
                    table.table().source(),
                    new Result.Table(table.sourceRows(), table.copiedRows(), table.mismatches()));
            tell(table.differences());
            if (!table.note().isEmpty()) {
                screen.line("  %s: %s".formatted(table.table().source(), table.note()));
            }
        }
        return tables;
    }

    private Map<String, Result.View> views() throws SQLException {
        var views = new LinkedHashMap<String, Result.View>();
        for (var view : new Views(databases).compare()) {
            views.put(view.view(), new Result.View(view.sourceRows(), view.viewRows(), view.mismatches()));
            tell(view.differences());
        }
        return views;
    }

    private void tell(List<Difference> differences) {
        differences.forEach(difference -> screen.line("  " + difference));
    }

    @Override
    public void close() {
        workload.stop();
        lag.close();
    }

    private void place() {
        try {
            workload.run();
        } catch (SQLException e) {
            throw new StackFailure("the workload failed: " + Server.reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private double share() {
        return options.orders == null ? -1 : (double) workload.counters().ordersPlaced() / options.orders;
    }

    private static void pause() {
        try {
            Thread.sleep(TICK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}
