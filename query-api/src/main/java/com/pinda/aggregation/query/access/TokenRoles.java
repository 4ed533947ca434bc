package com.pinda.aggregation.query.access;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.convert.converter.Converter;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** Takes roles from a claim: a list of texts, or a text with spaces between. */
final class TokenRoles implements Converter<Jwt, AbstractAuthenticationToken> {

    private final String claim;

    /** @param claim its name; points lead into objects, as in {@code realm_access.roles} */
    TokenRoles(String claim) {
        this.claim = claim;
    }

    @Override
    public AbstractAuthenticationToken convert(Jwt token) {
        return new JwtAuthenticationToken(token, Roles.known(names(find(token.getClaims(), claim))));
    }

    private static @Nullable Object find(Map<?, ?> claims, String path) {
        if (claims.containsKey(path)) {
            return claims.get(path);
        }
        var point = path.indexOf('.');
        return point > 0 && claims.get(path.substring(0, point)) instanceof Map<?, ?> inner
                ? find(inner, path.substring(point + 1))
                : null;
    }

    private static Stream<String> names(@Nullable Object roles) {
        if (roles instanceof Collection<?> list) {
            return list.stream().map(String::valueOf);
        }
        return roles instanceof String text ? Stream.of(text.split(" ", -1)) : Stream.empty();
    }
}
