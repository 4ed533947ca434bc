package com.pinda.aggregation.testkit;

import java.nio.file.Path;
import java.util.Optional;

/** The program of {@link MySql}, fetched by {@code scripts/mysql}. */
public final class MySqlProgram {

    private static final FetchedProgram FETCHED = FetchedProgram.of("mysql");

    private MySqlProgram() {}

    /** Why there is no MySQL on this machine; empty where there is one. A test that needs it is skipped then. */
    public static Optional<String> missing() {
        return FETCHED.missing();
    }

    static Path path() {
        return FETCHED.path();
    }
}
