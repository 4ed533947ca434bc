package com.pinda.aggregation.canal.source;

import java.net.InetSocketAddress;

/**
 * The database and the account that reads its binlog.
 *
 * @param serverId the id under which this server registers as a replica
 */
public record SourceAddress(String host, int port, String user, String password, SourceTls tls, long serverId) {

    /** The address, resolved anew at each call. */
    public InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return user + "@" + host + ":" + port;
    }
}
