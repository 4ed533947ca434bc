package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The running parts. They are stopped in the reverse order of their start. */
final class Stack implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LINES_OF_LOG = 15;

    private final Site site;
    private final Screen screen;
    private final boolean verbose;
    private final ExecutorService starters = Executors.newCachedThreadPool();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Deque<Part> started = new ArrayDeque<>();
    private final Map<String, Child> children = new HashMap<>();
    private final Set<String> up = new HashSet<>();
    private boolean closing;

    /**
     * Starts nothing yet.
     *
     * @param verbose whether to tell how each process is started
     */
    Stack(Site site, Screen screen, boolean verbose) {
        this.site = site;
        this.screen = screen;
        this.verbose = verbose;
    }

    /** Starts a part once another is there; done when it serves. */
    CompletableFuture<Void> start(CompletableFuture<?> condition, Part part) {
        return after(condition, () -> {
            var begin = System.nanoTime();
            launch(part);
            awaitUp(part);
            screen.up(part.name(), site.address(part.endpoint()), Duration.ofNanos(System.nanoTime() - begin));
        });
    }

    /** Does a step of the start once another is done. */
    CompletableFuture<Void> after(CompletableFuture<?> condition, Runnable step) {
        return condition.thenRunAsync(step, starters).whenComplete((nothing, thrown) -> {
            if (thrown != null && !isClosing()) {
                failure.completeExceptionally(thrown);
            }
        });
    }

    /** Waits for a step, or for the failure of any. */
    void await(CompletableFuture<?> step) {
        try {
            CompletableFuture.anyOf(step, failure).get();
        } catch (ExecutionException e) {
            throw asFailure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    /** Throws when a part ended that nobody told to. */
    void check() {
        if (failure.isCompletedExceptionally()) {
            await(failure);
        }
    }

    /** Kills a part as a crash would, and starts it again. */
    void crash(String name) {
        Part part;
        Child child;
        synchronized (this) {
            part = started.stream()
                    .filter(each -> each.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no part " + name));
            child = children.remove(name);
            up.remove(name);
        }
        if (child != null) {
            child.kill();
            screen.line("%-14s killed".formatted(name));
            await(start(CompletableFuture.completedFuture(null), part));
        }
    }

    private void launch(Part part) {
        Launch launch;
        try {
            launch = part.prepare();
        } catch (StackFailure e) {
            throw failure(part, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw failure(part, e.toString());
        }
        if (verbose) {
            screen.line(launch.toString());
        }
        synchronized (this) {
            if (closing) {
                throw new StackFailure("stopping");
            }
            var child = site.start(part.name(), launch);
            children.put(part.name(), child);
            started.remove(part);
            started.push(part);
            child.onExit(() -> ended(part, child));
        }
    }

    private void awaitUp(Part part) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var problem = part.problem();
        while (problem.isPresent()) {
            check();
            if (System.nanoTime() > deadline) {
                throw failure(part, problem.get());
            }
            pause();
            problem = part.problem();
        }
        synchronized (this) {
            if (!children.containsKey(part.name())) {
                throw failure(part, "it ended");
            }
            up.add(part.name());
        }
    }

    private synchronized void ended(Part part, Child child) {
        if (closing || !children.remove(part.name(), child)) {
            return;
        }
        failure.completeExceptionally(
                failure(part, "it ended with exit code " + child.exitCode().orElse(-1)));
    }

    private synchronized StackFailure failure(Part part, String reason) {
        var log = site.folder().log(part.name());
        var what = up.contains(part.name()) ? "is gone" : "did not come up";
        return new StackFailure("%s %s: %s; see %s%n%s".formatted(part.name(), what, reason, log, lastLines(log)));
    }

    private synchronized boolean isClosing() {
        return closing;
    }

    private static String lastLines(Path log) {
        if (Files.notExists(log)) {
            return "";
        }
        try {
            var lines =
                    Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return lines.stream()
                    .skip(Math.max(0, lines.size() - LINES_OF_LOG))
                    .map(line -> "  | " + line)
                    .collect(Collectors.joining(System.lineSeparator()));
        } catch (IOException e) {
            return "  | (unreadable: %s)".formatted(e.getMessage());
        }
    }

    private static void pause() {
        try {
            Thread.sleep(POLL.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    private static RuntimeException asFailure(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof StackFailure failure) {
                return failure;
            }
        }
        return new IllegalStateException(thrown);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closing) {
                return;
            }
            closing = true;
        }
        starters.shutdownNow();
        while (!started.isEmpty()) {
            var child = children.remove(started.pop().name());
            if (child != null) {
                child.stop();
            }
        }
    }
}
