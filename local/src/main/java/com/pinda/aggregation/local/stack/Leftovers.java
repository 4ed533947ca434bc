package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Processes of a launcher that died: they are ending by themselves, or are ended here. */
final class Leftovers {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    /** A process that started this much later than its note was written is another one with the same id. */
    private static final Duration CLOCK_ERROR = Duration.ofSeconds(5);

    private Leftovers() {}

    /** Ends each process noted in the folder; returns when none is left. */
    static void end(Path run) throws IOException {
        if (Files.notExists(run)) {
            return;
        }
        try (var files = Files.newDirectoryStream(run, "*.pid")) {
            for (var file : files) {
                var process = noted(file);
                if (process.isPresent()) {
                    end(process.get());
                }
                Files.deleteIfExists(file);
            }
        }
    }

    private static Optional<ProcessHandle> noted(Path file) throws IOException {
        var text = Files.readString(file).strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        var latestStart = Files.getLastModifiedTime(file).toInstant().plus(CLOCK_ERROR);
        return ProcessHandle.of(Long.parseLong(text))
                .filter(process -> process.info()
                        .startInstant()
                        .filter(start -> start.isBefore(latestStart))
                        .isPresent());
    }

    private static void end(ProcessHandle process) {
        if (!ended(process)) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            if (!ended(process)) {
                throw new StackFailure("process %d of an earlier start does not end".formatted(process.pid()));
            }
        }
    }

    private static boolean ended(ProcessHandle process) {
        try {
            process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }
}
