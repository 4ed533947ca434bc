package com.pinda.aggregation.schema.wire;

import java.util.stream.Stream;

/**
 * An address that Connector/J cannot read. It quotes what it stumbles over, which may be a password, and so do the
 * exceptions of the JDK behind its own: only where they come from tells them apart from other faults.
 */
final class UnreadableAddress {

    /** It, its parser and its types; they ask nobody. Values of known properties are read elsewhere. */
    private static final String READER = "com.mysql.cj.conf.ConnectionUrl";

    private UnreadableAddress() {}

    static boolean isBehind(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (Stream.of(t.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().startsWith(READER))) {
                return true;
            }
        }
        return false;
    }
}
