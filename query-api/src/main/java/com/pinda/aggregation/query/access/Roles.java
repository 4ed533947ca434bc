package com.pinda.aggregation.query.access;

import com.pinda.aggregation.query.AccessProperties.Role;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** Roles as Spring Security has them. */
final class Roles {

    private Roles() {}

    static List<GrantedAuthority> authorities(Collection<Role> roles) {
        return roles.stream()
                .map(Role::text)
                .<GrantedAuthority>map(SimpleGrantedAuthority::new)
                .toList();
    }

    /** Those that are known; others are of other services. */
    static List<GrantedAuthority> known(Stream<String> names) {
        var wanted = names.toList();
        return authorities(Arrays.stream(Role.values())
                .filter(role -> wanted.contains(role.text()))
                .toList());
    }

    static boolean has(Collection<? extends GrantedAuthority> authorities, Role role) {
        return authorities.stream().map(GrantedAuthority::getAuthority).anyMatch(role.text()::equals);
    }
}
