package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.capture.BadChangeException;
import com.pinda.aggregation.producer.capture.CanalNotReadyException;
import com.pinda.aggregation.producer.capture.GapException;
import com.pinda.aggregation.producer.park.ParkedStatus;
import com.pinda.aggregation.producer.publish.SharedTopicException;
import com.pinda.aggregation.producer.publish.WrongTopicException;
import com.pinda.aggregation.schema.wire.BadCertificate;
import com.pinda.aggregation.schema.wire.RegistryException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Keeps a pipeline running: opens another one after a failure, with growing pauses and without an end, and tells in
 * health what fails, also at canal-server. A fenced producer ends the process: another one does its work.
 */
@Component
class PipelineRunner implements SmartLifecycle, HealthIndicator {

    /** Exit code of a process that another producer has fenced; 3 is a JVM's own, out of memory. */
    static final int FENCED = 4;

    /** Exit code of a process whose pipeline met an error of the JVM: a missing class, no memory. */
    static final int BROKEN = 1;

    private static final Logger log = LoggerFactory.getLogger(PipelineRunner.class);
    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    /**
     * How long the batch under way may take to come to its end; then it is interrupted, which may take as long again.
     */
    private static final long STOP_TIMEOUT_MS = 5_000;

    private final Pipelines pipelines;
    private final Statistics statistics;
    private final ParkedStatus parked;
    private final ConfigurableApplicationContext application;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private volatile boolean running;
    private volatile @Nullable RuntimeException failure;
    private @Nullable Thread thread;

    PipelineRunner(
            Brokers brokers,
            Pipelines pipelines,
            Statistics statistics,
            ParkedStatus parked,
            ConfigurableApplicationContext application) {
        this.pipelines = pipelines;
        this.statistics = statistics;
        this.parked = parked;
        this.application = application;
        failure = new IllegalStateException(brokers.awaited()); // until they answer
    }

    @Override
    public void start() {
        running = true;
        thread = new Thread(this::run, "pipeline");
        thread.setUncaughtExceptionHandler((t, e) -> end("the pipeline's thread died", e, BROKEN));
        thread.start();
    }

    private void run() {
        var pause = FIRST_PAUSE_MS;
        while (running) {
            try (var pipeline = pipelines.open()) {
                while (running) {
                    if (pipeline.step()) {
                        failure = null;
                        pause = FIRST_PAUSE_MS;
                    }
                }
            } catch (ProducerFencedException | InvalidProducerEpochException e) {
                fenced(e);
                return;
            } catch (RuntimeException e) {
                report(e instanceof RegistryException registry && registry.retryable() ? away(registry) : e);
                await(pause);
                pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
            }
        }
    }

    private static ServerAwayException away(RegistryException failure) {
        var setting = BadCertificate.in(failure).isPresent() ? "cdc.registry.url, .ssl-bundle" : "cdc.registry.url";
        return new ServerAwayException("waiting for the registry (" + setting + "), " + failure.reason(), failure);
    }

    private void report(RuntimeException e) {
        var before = failure;
        failure = e;
        statistics.interrupted(String.valueOf(e.getMessage()));
        if (!running) {
            return;
        }
        if (e instanceof BadChangeException || e instanceof GapException || e instanceof WrongTopicException) {
            if (before == null || !String.valueOf(e.getMessage()).equals(before.getMessage())) {
                log.error("pipeline stopped, a person must act: {}", e.getMessage(), e);
            }
        } else if (e instanceof ServerAwayException || e instanceof CanalNotReadyException) {
            log.warn("pipeline cannot be opened yet, trying again: {}", e.getMessage());
        } else if (e instanceof SharedTopicException) {
            log.warn("opening another pipeline: {}", e.getMessage());
        } else {
            log.warn("pipeline failed, opening another one: {}", e.toString(), e);
        }
    }

    private void fenced(RuntimeException e) {
        failure = e;
        end("another producer has taken over this destination", e, FENCED);
    }

    private void end(String reason, Throwable cause, int exitCode) {
        running = false;
        log.error("{}: this process ends", reason, cause);
        new Thread(() -> System.exit(SpringApplication.exit(application, () -> exitCode)), "end").start();
    }

    private void await(long millis) {
        try {
            if (stopping.await(millis, TimeUnit.MILLISECONDS)) {
                log.debug("pause ended early");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }

    @Override
    public void stop() {
        running = false;
        stopping.countDown();
        var runner = thread;
        if (runner != null && runner != Thread.currentThread()) {
            try {
                runner.join(STOP_TIMEOUT_MS);
                if (runner.isAlive()) {
                    runner.interrupt();
                    runner.join(STOP_TIMEOUT_MS);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Health health() {
        var fault = failure;
        var reason = fault == null ? statistics.interruption() : Optional.of(String.valueOf(fault.getMessage()));
        var health =
                reason.map(text -> Health.down().withDetail("reason", text)).orElseGet(Health::up);
        var tables = parked.details();
        return (tables.isEmpty() ? health : health.withDetail("parked", tables)).build();
    }
}
