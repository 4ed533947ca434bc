package com.pinda.aggregation.canal.preflight;

import java.util.Optional;

/**
 * The outcome of one check.
 *
 * @param name what was checked
 * @param found what was found
 * @param fix what to do about it; empty where it is right
 * @param isOk whether the source may be read; with a fix, it may turn out to be needed
 */
public record Check(String name, String found, Optional<String> fix, boolean isOk) {

    static Check ok(String name, String found) {
        return new Check(name, found, Optional.empty(), true);
    }

    static Check failed(String name, String found, String fix) {
        return new Check(name, found, Optional.of(fix), false);
    }

    /** A check whose outcome cannot be known. */
    static Check unknown(String name, String found, String fix) {
        return new Check(name, found, Optional.of(fix), true);
    }

    /** A check that passes if {@code holds}. */
    static Check that(String name, boolean holds, String found, String fix) {
        return holds ? ok(name, found) : failed(name, found, fix);
    }

    /** The line to show. */
    public String line() {
        return fix.map(f -> "%s  %s: %s -> %s".formatted(isOk ? "WARN" : "FAIL", name, found, f))
                .orElseGet(() -> "ok    %s: %s".formatted(name, found));
    }
}
