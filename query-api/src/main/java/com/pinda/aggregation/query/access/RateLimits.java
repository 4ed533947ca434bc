package com.pinda.aggregation.query.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.pinda.aggregation.query.AccessProperties;
import com.pinda.aggregation.query.QueryProperties;
import io.github.bucket4j.Bucket;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/**
 * How often each caller may ask. Callers are forgotten when they have not asked for a while, and where there are too
 * many. Safe for use by many threads.
 */
@Component
final class RateLimits {

    private static final int MOST_CALLERS = 10_000;
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    private static final String COUNTED = RateLimits.class.getName() + ".counted";

    private final LoadingCache<String, Bucket> buckets;

    RateLimits(QueryProperties properties) {
        var access = properties.access();
        buckets = Caffeine.newBuilder()
                .maximumSize(MOST_CALLERS)
                .expireAfterAccess(REMEMBERED)
                .build(caller -> bucket(access));
    }

    private static Bucket bucket(AccessProperties access) {
        return Bucket.builder()
                .addLimit(limit ->
                        limit.capacity(access.burst()).refillGreedy(access.requestsPerSecond(), Duration.ofSeconds(1)))
                .build();
    }

    /** Counts a request of a caller; how long it has to wait, zero where it has not. */
    Duration waitOf(HttpServletRequest request, Authentication caller) {
        return caller instanceof AnonymousAuthenticationToken
                ? waitOfNobody(request)
                : take(request, caller.getClass().getSimpleName() + " " + caller.getName());
    }

    /** The same of a caller of whom only the address is known; a request is counted once. */
    Duration waitOfNobody(HttpServletRequest request) {
        return request.getAttribute(COUNTED) == null ? take(request, request.getRemoteAddr()) : Duration.ZERO;
    }

    private Duration take(HttpServletRequest request, String caller) {
        request.setAttribute(COUNTED, true);
        var probe = buckets.get(caller).tryConsumeAndReturnRemaining(1);
        return probe.isConsumed() ? Duration.ZERO : Duration.ofNanos(Math.max(1, probe.getNanosToWaitForRefill()));
    }
}
