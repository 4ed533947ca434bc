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
 * is to stop or because the launcher died in whatever way, a small shell beside the process ends it and all that it
 * started.
 */
final class Child {
    /** SIGTERM, and SIGKILL when it had no effect for so long. */
    private static final Duration GRACE = Duration.ofSeconds(10);

    /** A session of its own where the system can: what is sent to the launcher's process group is for it alone. */
    private static final List<String> SESSION =
            Files.isExecutable(Path.of("/usr/bin/setsid")) ? List.of("/usr/bin/setsid") : List.of();

    // Ctrl-C and a closed terminal reach the launcher alone; it stops its children in their order. The child leads a
    // group of its own where the system can, so that what it started itself ends with it, even where it just dies.
    private static final String LEASH = """
            trap '' INT HUP
            exec 3<&0 </dev/null
            note=$1 grace=$2
            shift 2
            all() {
                kill "$1" "-$child" || kill "$1" "$child"
            }
            %s "$@" 3<&- &
            child=$!
            echo "$child" >"$note"
            {
                read -r _ <&3
                all -TERM
                while [ "$grace" -gt 0 ] && kill -0 "$child"; do
                    sleep 0.1
                    grace=$((grace - 1))
                done
                all -KILL
            } >/dev/null 2>&1 &
            watch=$!
            wait "$child"
            status=$?
            exec 2>/dev/null
            kill -KILL "$watch"
            kill -KILL "-$child"
            rm -f "$note"
            exit "$status"
            """.formatted(String.join(" ", SESSION));

    private final Process shell;
    private final Path note;

    private Child(Process shell, Path note) {
        this.shell = shell;
        this.note = note;
    }

    static Child start(Launch launch, Path note, Path log) {
        var command = new ArrayList<>(SESSION);
        command.addAll(List.of("/bin/sh", "-c", LEASH, "leash", note.toString(), "" + GRACE.toMillis() / 100));
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
