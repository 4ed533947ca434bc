package com.pinda.aggregation.local.stack;

import com.pinda.aggregation.local.tms.TmsSize;
import com.pinda.aggregation.local.tms.TmsSource;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The start: each part as soon as what it needs is there. */
final class Start {
    private static final CompletableFuture<Void> NOW = CompletableFuture.completedFuture(null);

    private final Site site;
    private final Stack stack;
    private final Screen screen;
    private final UpOptions options;
    private final Accounts accounts;
    private final Databases databases;

    private final Beginning beginning;

    Start(Site site, Stack stack, Screen screen, UpOptions options, Accounts accounts, Databases databases) {
        this.site = site;
        this.stack = stack;
        this.screen = screen;
        this.options = options;
        this.accounts = accounts;
        this.databases = databases;
        this.beginning = new Beginning(site.folder());
    }

    /** Done when all is up. */
    CompletableFuture<Void> all() {
        var database = options.embedsDatabase()
                ? stack.start(NOW, options.database.part(site, accounts, options.moreDatabases()))
                : NOW;
        var broker = stack.start(NOW, new Broker(site));
        var registry = stack.start(NOW, new Registry(site));
        if (options.serversOnly) {
            return CompletableFuture.allOf(database, broker, registry);
        }
        var target = stack.after(database, this::createTarget);
        var source = stack.after(target, this::createSource);
        var canalServer = stack.start(
                source,
                new CanalServer(site, databases, () -> beginning.kept().orElseThrow(), options.capturedTables()));
        var producer =
                stack.start(CompletableFuture.allOf(canalServer, broker, registry), new Producer(site, moreTables()));
        var consumer = stack.start(
                CompletableFuture.allOf(target, broker, registry),
                new Consumer(site, databases, moreTables(), options.moreViews()));
        var queryApi = stack.start(target, new QueryApi(site, databases));
        return CompletableFuture.allOf(producer, consumer, queryApi);
    }

    private void createTarget() {
        if (options.target == null) {
            return; // the embedded database has it from its start
        }
        try (var connection = databases.target().connect("", databases.writer());
                var statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE IF NOT EXISTS pd_aggregation CHARACTER SET utf8mb4");
        } catch (SQLException e) {
            throw new StackFailure(
                    "cannot create pd_aggregation on %s: %s".formatted(databases.target(), Server.reason(e)), e);
        }
        if (beginning.kept().isEmpty()) {
            new OwnServer(databases.target(), databases.writer()).refuseCopies();
        }
    }

    private void createSource() {
        if (beginning.kept().isEmpty()) {
            beginning.keep(begin());
        }
        if (options.source != null && options.noWorkload) {
            return; // only read
        }
        var begin = System.nanoTime();
        try {
            new TmsSource(databases.source().as(databases.tms()), TmsSize.small(), options.seed).prepare();
        } catch (SQLException e) {
            throw new StackFailure(
                    "cannot create the TMS databases on %s: %s".formatted(databases.source(), Server.reason(e)), e);
        }
        screen.up("tms databases", databases.source().toString(), Duration.ofNanos(System.nanoTime() - begin));
    }

    /** The log of the embedded database is read from its first byte, so that nothing is missed. */
    private String begin() {
        if (options.source == null) {
            return "earliest";
        }
        var position = SourceLog.end(databases.source(), databases.tms());
        if (!options.noWorkload) {
            new OwnServer(databases.source(), databases.tms())
                    .refuseRows(options.exit ? options.capturedTables() : UpOptions.tmsTables());
        }
        return position;
    }

    private String moreTables() {
        return options.tables.stream().map(TableName::toString).collect(Collectors.joining(","));
    }
}
