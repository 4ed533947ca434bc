package com.pinda.aggregation.torture.rig;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A disk of a few megabytes, in memory. Only root may mount one, and not in every container. */
record SmallDisk(Path path) implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SmallDisk.class);
    private static final long TIMEOUT_SECONDS = 10;

    /** Mounts one; empty, with a word in the log, where that cannot be. */
    static Optional<SmallDisk> at(Path path) {
        if (run("mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", path.toString())) {
            return Optional.of(new SmallDisk(path));
        }
        log.warn("no small disk can be mounted here, so none is filled");
        return Optional.empty();
    }

    private static boolean run(String... command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public void close() {
        if (!run("umount", path.toString()) && !run("umount", "-l", path.toString())) {
            throw new IllegalStateException("cannot unmount " + path);
        }
    }
}
