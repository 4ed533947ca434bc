package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;

/** A signal that Java cannot send by itself. */
enum Signal {
    STOP,
    CONT,
    KILL;

    /** Sends it and returns when it was sent; nothing happens where the process has ended. */
    void send(long pid) {
        try {
            new ProcessBuilder("kill", "-" + name(), Long.toString(pid)).start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + this + " to " + pid, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
