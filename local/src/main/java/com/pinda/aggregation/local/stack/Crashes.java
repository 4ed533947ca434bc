package com.pinda.aggregation.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** The crashes that were asked for, each at its time. */
final class Crashes {
    private static final int SECONDS_WITHOUT_ORDERS = 10;

    private final Stack stack;
    private final List<Kill> waiting;
    private final int all;
    private final long begin = System.nanoTime();
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Crashes(Stack stack, List<Kill> kills) {
        this.stack = stack;
        this.waiting = new ArrayList<>(kills);
        this.all = kills.size();
    }

    /**
     * Lets those happen whose time has come, one after the other.
     *
     * @param share of the orders that was placed, 1 for all; negative when there is no end to them
     */
    void tick(double share) {
        for (var kill : List.copyOf(waiting)) {
            if (isDue(kill, share)) {
                waiting.remove(kill);
                last = stack.after(last, () -> stack.crash(kill.part()));
            }
        }
    }

    /** Lets the others happen too, and waits for the last part to be back. */
    void finish() {
        tick(1);
        stack.await(last);
    }

    private boolean isDue(Kill kill, double share) {
        var number = all - waiting.size() + 1;
        var seconds = (System.nanoTime() - begin) / 1_000_000_000;
        if (kill.afterSeconds().isPresent()) {
            return share >= 1 || seconds >= kill.afterSeconds().getAsInt();
        }
        return share < 0 ? seconds >= (long) SECONDS_WITHOUT_ORDERS * number : share >= (double) number / (all + 1);
    }
}
