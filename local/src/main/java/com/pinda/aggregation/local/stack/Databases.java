package com.pinda.aggregation.local.stack;

/**
 * The source, the target, and who does what there.
 *
 * @param capture reads the source's log
 * @param tms writes the source, as the TMS does
 * @param writer writes the copies
 * @param reader reads the copies
 * @param start where capture begins when it has no position yet, in canal-server's words
 */
record Databases(
        Server source, Server target, Account capture, Account tms, Account writer, Account reader, String start) {
    static final String TARGET = "pd_aggregation";

    /** One server of the stack's own for both. Its log is read from the first byte, so that nothing is missed. */
    static Databases embedded(Site site, Accounts accounts) {
        var server = Server.embedded(site.ports().of(Endpoint.DATABASE));
        return new Databases(
                server, server, accounts.capture(), accounts.tms(), accounts.writer(), accounts.reader(), "earliest");
    }

    Databases withSource(Server source, Account account, String start) {
        return new Databases(source, target, account, account, writer, reader, start);
    }

    Databases withTarget(Server target, Account account) {
        return new Databases(source, target, capture, tms, account, account, start);
    }
}
