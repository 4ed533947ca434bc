package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/**
 * A process on a leash. The leash is a pipe that only the launcher holds open: when it is let go, because the process
 * is to stop or because the launcher died in whatever way, a small shell beside the process ends it.
 */
final class Child {
    /** SIGTERM, and SIGKILL when it had no effect for so long. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    // Ctrl-C and a closed terminal reach the launcher alone; it stops its children in their order.
    private static final String LEASH = """
            trap '' INT HUP
            exec 3<&0 </dev/null
            note=$1 grace=$2
            shift 2
            "$@" 3<&- &
            child=$!
            echo "$child" >"$note"
            {
                read -r _ <&3
                kill -TERM "$child"
                while [ "$grace" -gt 0 ] && kill -0 "$child"; do
                    sleep 0.1
                    grace=$((grace - 1))
                done
                kill -KILL "$child"
            } >/dev/null 2>&1 &
            watch=$!
            wait "$child"
            status=$?
            exec 2>/dev/null
            kill -KILL "$watch"
            rm -f "$note"
            exit "$status"
            """;

    private final Process shell;
    private final Path note;

    private Child(Process shell, Path note) {
        this.shell = shell;
        this.note = note;
    }

    static Child start(Launch launch, Path note, Path log) {
        var command =
                new ArrayList<>(List.of("/bin/sh", "-c", LEASH, "leash", note.toString(), "" + GRACE.toMillis() / 100));
        command.addAll(launch.command());
        var builder = new ProcessBuilder(command)
                .directory(launch.directory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(launch.environment());
        try {
            return new Child(builder.start(), note);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void onExit(Runnable action) {
        var unused = shell.onExit().thenRun(action);
    }

    OptionalInt exitCode() {
        return shell.isAlive() ? OptionalInt.empty() : OptionalInt.of(shell.exitValue());
    }

    /** Waits for the end. */
    OptionalInt await() {
        try {
            return OptionalInt.of(shell.waitFor());
        } catch (InterruptedException e) {
            stop();
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    /** Kills the process at once, as a crash would. */
    void kill() {
        try {
            var pid = Long.parseLong(Files.readString(note).strip());
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            shell.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StackFailure("interrupted", e);
        }
    }

    /** Lets the leash go and waits for the end of the process. */
    void stop() {
        try {
            shell.getOutputStream().close();
        } catch (IOException e) {
            // the shell is gone already, and with it the other end of the pipe
        }
        try {
            if (!shell.waitFor(GRACE.toSeconds() + 5, TimeUnit.SECONDS)) {
                shell.descendants().forEach(ProcessHandle::destroyForcibly);
                shell.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
