package com.pinda.aggregation.canal.preflight;

import java.util.Optional;

/**
 * The outcome of one check.
 *
 * @param name what was checked
 * @param found what was found
 * @param fix what to do about it; empty where it is right
 */
public record Check(String name, String found, Optional<String> fix) {

    static Check ok(String name, String found) {
        return new Check(name, found, Optional.empty());
    }

    static Check failed(String name, String found, String fix) {
        return new Check(name, found, Optional.of(fix));
    }

    /** A check that passes if {@code holds}. */
    static Check that(String name, boolean holds, String found, String fix) {
        return holds ? ok(name, found) : failed(name, found, fix);
    }

    public boolean isOk() {
        return fix.isEmpty();
    }

    /** The line to show. */
    public String line() {
        return fix.map(f -> "FAIL  %s: %s -> %s".formatted(name, found, f))
                .orElseGet(() -> "ok    %s: %s".formatted(name, found));
    }
}
