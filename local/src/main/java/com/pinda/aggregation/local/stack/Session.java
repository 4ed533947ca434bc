package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;

/** One run of the launcher: start, tell what is where, then go on until told to stop or done. */
final class Session {
    private static final Duration TICK = Duration.ofSeconds(1);

    private final Site site;
    private final Stack stack;
    private final Screen screen;
    private final UpOptions options;
    private final Accounts accounts;
    private final Databases databases;

    Session(Site site, Stack stack, Screen screen, UpOptions options) throws IOException {
        this.site = site;
        this.stack = stack;
        this.screen = screen;
        this.options = options;
        this.accounts = Accounts.from(new Secrets(site.folder().of("secrets")));
        this.databases = options.databases(Databases.embedded(site, accounts));
    }

    /** Returns only when it was told when to end; gives the exit code. */
    int run() throws SQLException {
        var begin = System.nanoTime();
        screen.line("logs in " + site.folder().logs());
        stack.await(new Start(site, stack, screen, options, accounts, databases).all());
        screen.line(String.format(Locale.ROOT, "everything is up after %.1f s", (System.nanoTime() - begin) / 1e9));
        tellUrls();
        if (options.serversOnly || options.noWorkload) {
            return untilStopped(new StatusLine(site));
        }
        var status = new StatusLine(site);
        try (var orders = new OrderRun(site, stack, screen, options, databases)) {
            orders.run(status);
            return options.exit ? orders.compare() : untilStopped(status);
        }
    }

    private void tellUrls() {
        screen.line("");
        // a client of MariaDB asks for TLS unless it is told not to, and one of MySQL does not know how it is told
        screen.line("database   mysql --loose-skip-ssl -h %s -P %d -u %s -p %s  (passwords in %s)"
                .formatted(
                        databases.target().host(),
                        databases.target().port(),
                        databases.reader().user(),
                        Databases.TARGET,
                        site.folder().of("secrets")));
        screen.line("Kafka      " + site.address(Endpoint.BROKER));
        screen.line("registry   " + site.registryUrl());
        if (!options.serversOnly) {
            screen.line("query-api  " + site.url(Endpoint.QUERY_API, "/swagger-ui"));
            screen.line("freshness  " + site.url(Endpoint.QUERY_API, "/sync/status"));
        }
        screen.line("");
    }

    private int untilStopped(StatusLine status) {
        while (true) {
            pause();
            stack.check();
            if (!options.serversOnly) {
                screen.status(status::next);
            }
        }
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
