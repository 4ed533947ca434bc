package com.pinda.aggregation.query.access;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import com.pinda.aggregation.query.AccessProperties.Role;
import java.time.Duration;
import java.util.function.Predicate;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** What the present caller may see of a view's columns. Safe for use by many threads. */
@Component
public class Masking {

    private static final int MOST_VIEWS = 1_000;
    private static final Duration KEPT = Duration.ofMinutes(1);

    private final LoadingCache<String, Sensitive> views;

    Masking(SensitiveColumns columns) {
        views = Caffeine.newBuilder()
                .maximumSize(MOST_VIEWS)
                .expireAfterWrite(KEPT)
                .build(columns::of);
    }

    /**
     * What is to be done to the values of a view before the present caller sees them. To be asked for on the thread of
     * the request; what it gives may be used on any.
     */
    public Mask of(String view) {
        var sensitive = views.get(view);
        return maySeePersonalData() ? sensitive::withoutSecrets : sensitive::masked;
    }

    /** Which paths of a view the present caller sees masked; as {@link #of}. */
    public Predicate<String> hidden(String view) {
        var sensitive = views.get(view);
        return maySeePersonalData() ? sensitive::isSecret : sensitive::isSensitive;
    }

    private static boolean maySeePersonalData() {
        var caller = SecurityContextHolder.getContext().getAuthentication();
        return caller != null && Roles.has(caller.getAuthorities(), Role.PERSONAL_DATA_READER);
    }
}
