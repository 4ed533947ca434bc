package com.pinda.aggregation.torture.check;

/**
 * Where the copies are.
 *
 * @param database the database that holds them
 */
public record Target(Server server, String database) {

    /** Copies in the default database. */
    public Target(Server server) {
        this(server, "pd_aggregation");
    }
}
