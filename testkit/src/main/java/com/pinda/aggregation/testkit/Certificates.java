package com.pinda.aggregation.testkit;

import java.nio.file.Path;

/**
 * Two authorities, for programs that trust one of them, and certificates of the first.
 *
 * @param ours the one that is trusted, or should be
 * @param others the other one
 */
public record Certificates(Authority ours, Authority others) {

    /** Makes both in a folder that is there. */
    public static Certificates in(Path folder) {
        return new Certificates(Authority.in(folder, "ours"), Authority.in(folder, "others"));
    }

    /** Of the host on which the servers of a test are, 127.0.0.1. */
    public ServerCertificate good() {
        return ours.sign("127.0.0.1");
    }

    /** Of a host on which nothing is. */
    public ServerCertificate elsewhere() {
        return ours.sign("elsewhere.example");
    }
}
