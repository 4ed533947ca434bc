package com.pinda.aggregation.query.freshness;

import com.pinda.aggregation.schema.wire.BadCertificate;
import com.pinda.aggregation.schema.wire.JdbcUrl;
import com.pinda.aggregation.schema.wire.Reason;
import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.stereotype.Component;

/** Why the database says no. The cause names hosts and accounts: it is for the log, a probe does not need it. */
@Component
class AwaitedDatabase {

    private static final Logger log = LoggerFactory.getLogger(AwaitedDatabase.class);
    private static final String SETTINGS = "(spring.datasource.url, .username, .password)";

    private final String name;

    /** The kinds of failures that the log has of this outage; empty while the database answers. */
    private final Set<String> said = new HashSet<>();

    AwaitedDatabase(JdbcConnectionDetails details) {
        name = "the database " + JdbcUrl.withoutSecrets(details.getJdbcUrl()) + " as " + details.getUsername() + " "
                + SETTINGS;
    }

    synchronized void answered() {
        if (!said.isEmpty()) {
            said.clear();
            log.info("answers again: {}", name);
        }
    }

    /** One line for a probe. The log gets one too, once in an outage for each kind of failure. */
    synchronized String away(Throwable failure) {
        var reason = Reason.of(failure);
        if (said.add(reason.kind())) {
            log.warn("not ready, trying again: waiting for {}: {}", name, reason);
        }
        return BadCertificate.in(failure)
                .map(bad -> "waiting for the database " + SETTINGS + ": " + bad.fault())
                .orElse("the database does not answer");
    }
}
