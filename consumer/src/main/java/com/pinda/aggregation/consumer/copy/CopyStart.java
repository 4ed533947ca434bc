package com.pinda.aggregation.consumer.copy;

import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.retry.RetryPolicy;
import org.springframework.core.retry.RetryTemplate;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/**
 * Makes the tables, then starts the listeners. While the database, the registry or the broker is away it tries again:
 * the application lives, and is not ready.
 */
@Component
final class CopyStart implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(CopyStart.class);

    private final ConfigurableApplicationContext application;
    private final CopyDatabase database;
    private final GroupOffsets offsets;
    private final AwaitedServers servers;
    private final CopyHealth health;
    private final Releases releases;
    private final RetryTemplate retry;

    CopyStart(
            ConfigurableApplicationContext application,
            CopyDatabase database,
            GroupOffsets offsets,
            AwaitedServers servers,
            CopyHealth health,
            Releases releases) {
        this.application = application;
        this.database = database;
        this.offsets = offsets;
        this.servers = servers;
        this.health = health;
        this.releases = releases;
        this.retry = new RetryTemplate(RetryPolicy.builder()
                .predicate(failure -> application.isActive())
                .maxRetries(Long.MAX_VALUE)
                .delay(Duration.ofMillis(500))
                .multiplier(2)
                .maxDelay(Duration.ofSeconds(5))
                .build());
    }

    @Override
    public void run(ApplicationArguments arguments) {
        retry.invoke(this::prepare);
        application.getBeansOfType(MessageListenerContainer.class).values().forEach(MessageListenerContainer::start);
        releases.start();
        health.starting(null);
    }

    private void prepare() {
        var committed = from(servers.kafka(), offsets::committed);
        var applied = from(servers.target(), database::prepare);
        from(servers.kafka(), () -> {
            offsets.setBack(committed, applied);
            return applied;
        });
    }

    /** Asks a server; while it does not answer, and where it says no, health and log name it. */
    private <T> T from(String server, Supplier<T> request) {
        health.asking(server);
        try {
            return request.get();
        } catch (RuntimeException e) {
            var reason = AwaitedServers.reason(server, e);
            health.starting(reason);
            log.warn("cannot start yet, trying again: {}", reason);
            throw e;
        }
    }
}
