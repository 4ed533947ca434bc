package com.pinda.aggregation.local.stack;

/**
 * The source, the target, and who does what there.
 *
 * @param capture reads the source's log
 * @param tms writes the source, as the TMS does
 * @param writer writes the copies
 * @param reader reads the copies
 */
record Databases(Server source, Server target, Account capture, Account tms, Account writer, Account reader) {
    static final String TARGET = "pd_aggregation";

    /** One server of the stack's own for both. */
    static Databases embedded(Site site, Accounts accounts) {
        var server = Server.embedded(site.ports().of(Endpoint.DATABASE));
        return new Databases(server, server, accounts.capture(), accounts.tms(), accounts.writer(), accounts.reader());
    }

    Databases withSource(Server source, Account account) {
        return new Databases(source, target, account, account, writer, reader);
    }

    Databases withTarget(Server target, Account account) {
        return new Databases(source, target, capture, tms, account, account);
    }
}
