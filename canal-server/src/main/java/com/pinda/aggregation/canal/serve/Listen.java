package com.pinda.aggregation.canal.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * Where the server listens and who may come in.
 *
 * @param bind address of both ports
 * @param port canal's TCP port, 0 for a free one
 * @param httpPort port of health and status, 0 for a free one
 * @param user name that clients must give, empty for anyone
 * @param password password that clients must give, empty for none
 */
public record Listen(String bind, int port, int httpPort, String user, String password) {

    /** Whether only this machine can reach the ports. An address that cannot be resolved counts as open. */
    public boolean isLoopback() {
        try {
            return InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    @Override
    public String toString() {
        return bind + ":" + port + " http=" + httpPort;
    }
}
