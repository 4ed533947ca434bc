package com.pinda.aggregation.local.stack;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;

/** What the person sees: lines, and below them one line that changes. */
final class Screen {
    /** Back to the line's start, and clears it. */
    private static final String AGAIN = "\r\033[K";

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final PrintWriter out;
    private final boolean terminal;
    private boolean statusShown;
    private long lastStatus = System.nanoTime();

    /** @param terminal whether the status line can be written over; else a new one is printed now and then */
    Screen(PrintWriter out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
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

    synchronized void status(String text) {
        if (terminal) {
            out.print(AGAIN + text);
            out.flush();
            statusShown = true;
            return;
        }
        if (System.nanoTime() - lastStatus >= BETWEEN_LINES.toNanos()) {
            lastStatus = System.nanoTime();
            line(text);
        }
    }
}
