package com.pinda.aggregation.query.freshness;

import com.pinda.aggregation.schema.wire.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.transaction.TransactionException;

/**
 * Looks at the views that are read, also between two requests: how old one is that is never at rest is known from
 * earlier looks.
 */
@EnableScheduling
@Configuration(proxyBeanMethods = false)
class ViewFollower {

    private static final Logger log = LoggerFactory.getLogger(ViewFollower.class);

    private final ViewFreshness freshness;

    ViewFollower(ViewFreshness freshness) {
        this.freshness = freshness;
    }

    @Scheduled(fixedDelay = 500)
    void look() {
        for (var view : freshness.asked()) {
            try {
                freshness.progress(view);
            } catch (NotReadyException | DataAccessException | TransactionException e) {
                log.debug("view not looked at, tried again soon: view={} reason={}", view, Reason.of(e));
            }
        }
    }
}
