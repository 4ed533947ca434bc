package com.pinda.aggregation.local.workload;

import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Draws from one seeded stream. {@link Random} is used for its algorithm, which is the same in every JDK. */
final class Draw {

    private final Random random;

    /** The stream of one thing: an order, the dispatcher. Streams of neighbouring numbers have nothing in common. */
    Draw(long seed, long stream) {
        this.random = new Random(mixed(seed ^ mixed(stream)));
    }

    Random random() {
        return random;
    }

    boolean chance(double share) {
        return random.nextDouble() < share;
    }

    /** From {@code least} to {@code most}, both included. */
    int between(int least, int most) {
        return least + random.nextInt(most - least + 1);
    }

    /** A number of whole seconds. */
    Duration minutes(int least, int most) {
        return Duration.ofSeconds(between(least * 60, most * 60));
    }

    <T> T oneOf(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    /** How often something happens now that happens {@code mean} times on average. */
    int times(double mean) {
        int whole = (int) mean;
        return whole + (chance(mean - whole) ? 1 : 0);
    }

    private static long mixed(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
