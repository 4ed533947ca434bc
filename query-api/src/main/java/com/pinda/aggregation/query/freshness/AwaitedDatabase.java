package com.pinda.aggregation.query.freshness;

import com.pinda.aggregation.schema.wire.BadCertificate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/** Why the database says no. The cause names hosts and accounts: it is for the log, a probe does not need it. */
@Component
class AwaitedDatabase {

    private static final Logger log = LoggerFactory.getLogger(AwaitedDatabase.class);
    private static final String SETTINGS = "(spring.datasource.url, .username, .password)";

    private final JdbcConnectionDetails details;
    private volatile String said = "";

    AwaitedDatabase(JdbcConnectionDetails details) {
        this.details = details;
    }

    void answered() {
        said = "";
    }

    /** One line for a probe. The log gets one too, once for each reason. */
    String away(Throwable failure) {
        var bad = BadCertificate.in(failure);
        var line = "waiting for " + name() + ": "
                + bad.map(BadCertificate::toString).orElseGet(() -> words(failure));
        if (!line.equals(said)) {
            said = line;
            log.warn("not ready, trying again: {}", line);
        }
        return bad.map(certificate -> "waiting for the database " + SETTINGS + ": " + certificate.fault())
                .orElse("the database does not answer");
    }

    /** What follows a "?" may hold secrets and is left out. */
    private String name() {
        var url = details.getJdbcUrl();
        var query = url.indexOf('?');
        return "the database " + (query < 0 ? url : url.substring(0, query)) + " as " + details.getUsername() + " "
                + SETTINGS;
    }

    private static String words(Throwable failure) {
        var root = NestedExceptionUtils.getMostSpecificCause(failure);
        return root.getMessage() == null
                ? root.getClass().getSimpleName()
                : root.getMessage().replaceAll("\\s+", " ");
    }
}
