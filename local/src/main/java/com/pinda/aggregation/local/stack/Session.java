package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One run of the launcher: start, tell what is where, then go on until told to stop. */
final class Session {
    private final Site site;
    private final Stack stack;
    private final Screen screen;
    private final UpOptions options;
    private final Accounts accounts;

    Session(Site site, Stack stack, Screen screen, UpOptions options) throws IOException {
        this.site = site;
        this.stack = stack;
        this.screen = screen;
        this.options = options;
        this.accounts = Accounts.from(new Secrets(site.folder().of("secrets")));
    }

    int run() throws IOException {
        var begin = System.nanoTime();
        screen.line("logs in " + site.folder().logs());
        stack.await(startAll());
        screen.line("everything is up after %.1f s".formatted((System.nanoTime() - begin) / 1e9));
        while (true) {
            stack.check();
            pause();
        }
    }

    /** Each part as soon as what it needs is there. */
    private CompletableFuture<Void> startAll() throws IOException {
        var now = CompletableFuture.<Void>completedFuture(null);
        var database = options.embedsDatabase()
                ? stack.start(now, options.database.part(site, accounts, options.moreDatabases()))
                : now;
        var broker = stack.start(now, new Broker(site));
        var registry = stack.start(now, new Registry(site));
        if (options.serversOnly) {
            return CompletableFuture.allOf(database, broker, registry);
        }
        var databases = databases();
        var canalServer = stack.start(database, new CanalServer(site, databases, tables()));
        var producer =
                stack.start(CompletableFuture.allOf(canalServer, broker, registry), new Producer(site, moreTables()));
        var consumer = stack.start(
                CompletableFuture.allOf(database, broker, registry), new Consumer(site, databases, moreTables()));
        var queryApi = stack.start(database, new QueryApi(site, databases));
        return CompletableFuture.allOf(producer, consumer, queryApi);
    }

    private Databases databases() throws IOException {
        var databases = Databases.embedded(site, accounts);
        if (options.source != null) {
            databases = databases.withSource(options.source, options.sourceAccount(), "latest");
        }
        return options.target == null ? databases : databases.withTarget(options.target, options.targetAccount());
    }

    private List<TableName> tables() {
        return Stream.concat(Stream.<TableName>of(), options.tables.stream()).toList();
    }

    private String moreTables() {
        return options.tables.stream().map(TableName::toString).collect(Collectors.joining(","));
    }

    private static void pause() {
        try {
            Thread.sleep(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}
