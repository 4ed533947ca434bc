package com.pinda.aggregation.local.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Supplier;

/** What the person sees: lines, and below them one line that changes. */
final class Screen {
    /** Back to the line's start, and clears it. */
    private static final String AGAIN = "\r\033[K";

    private final PrintWriter out;
    private final boolean terminal;
    private final Duration between;
    private boolean statusShown;
    private long lastStatus = System.nanoTime();

    /** @param terminal whether the status line can be written over; else a new one is printed now and then */
    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.between = Duration.ofSeconds(terminal ? 1 : 5);
    }

    synchronized void line(String text) {
        if (statusShown) {
            out.print(AGAIN);
            statusShown = false;
        }
        out.println(text);
        out.flush();
    }

    synchronized void up(String part, String where, Duration taken) {
        line(String.format(Locale.ROOT, "%-14s %-18s up in %4.1f s", part, where, taken.toMillis() / 1000.0));
    }

    /** Shows the status, when it is time to. */
    synchronized void status(Supplier<String> text) {
        if (System.nanoTime() - lastStatus < between.toNanos()) {
            return;
        }
        lastStatus = System.nanoTime();
        if (!terminal) {
            line(text.get());
            return;
        }
        out.print(AGAIN + text.get());
        out.flush();
        statusShown = true;
    }
}
