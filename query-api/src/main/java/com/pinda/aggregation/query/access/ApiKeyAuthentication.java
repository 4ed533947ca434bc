package com.pinda.aggregation.query.access;

import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;

/** A caller that has shown its key. */
final class ApiKeyAuthentication extends AbstractAuthenticationToken {

    private final String name;

    ApiKeyAuthentication(ApiKey key) {
        super(Roles.authorities(key.roles()));
        name = key.name();
        setAuthenticated(true);
    }

    @Override
    public Object getPrincipal() {
        return name;
    }

    /** It is not kept. */
    @Override
    public Object getCredentials() {
        return "";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ApiKeyAuthentication same && same.name.equals(name) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }
}
