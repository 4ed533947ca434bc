package com.pinda.aggregation.query.access;

import com.pinda.aggregation.query.AccessProperties.Role;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A caller that has a key.
 *
 * @param name whose it is; counted and logged by
 * @param digest SHA-256 of the key, in small hex digits
 */
record ApiKey(String name, String digest, Set<Role> roles) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("\\p{XDigit}{64}");

    ApiKey {
        roles = Set.copyOf(roles);
    }

    /**
     * Reads a line of a keys file: {@code name digest roles}.
     *
     * @throws IllegalArgumentException with what is wrong with it
     */
    static ApiKey parse(String line) {
        var fields = line.strip().split("\\s+", -1);
        if (fields.length != 3) {
            throw new IllegalArgumentException("must be a name, the SHA-256 of the key in hex, and roles");
        }
        if (!NAME.matcher(fields[0]).matches()) {
            throw new IllegalArgumentException("the name must be of letters, digits, '.', '_' and '-', at most 64");
        }
        if (!DIGEST.matcher(fields[1]).matches()) {
            throw new IllegalArgumentException("the second field must be the SHA-256 of the key, 64 hex digits");
        }
        var roles = EnumSet.noneOf(Role.class);
        for (var role : fields[2].split(",", -1)) {
            roles.add(role(role));
        }
        return new ApiKey(fields[0], fields[1].toLowerCase(Locale.ROOT), roles);
    }

    private static Role role(String text) {
        return Arrays.stream(Role.values())
                .filter(role -> role.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the roles must be of reader, personal-data-reader"));
    }
}
