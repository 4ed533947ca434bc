package com.pinda.aggregation.query;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call, what they may see, and how often.
 *
 * @param mode how callers are told apart
 * @param openRoles what everybody may in mode {@code open}
 * @param keysFile the keys in mode {@code api-keys}; looked at again when it changes
 * @param rolesClaim claim of a token that lists roles in mode {@code jwt}; points lead into objects
 * @param requestsPerSecond requests of one caller in a second, on average
 * @param burst requests of one caller at once
 */
public record AccessProperties(
        @DefaultValue("open") Mode mode,
        @DefaultValue("reader") Set<Role> openRoles,
        @Nullable Path keysFile,
        @NotBlank @DefaultValue("roles") String rolesClaim,
        @Min(1) @DefaultValue("500") int requestsPerSecond,
        @Min(1) @DefaultValue("1000") int burst) {

    public AccessProperties {
        openRoles = Set.copyOf(openRoles);
    }

    /** How callers are told apart. */
    public enum Mode {
        /** Not at all: for a loopback address only. */
        OPEN,
        /** By keys in the header X-API-Key. */
        API_KEYS,
        /** By tokens of an authorization server. */
        JWT
    }

    /** What a caller may. */
    public enum Role {
        /** Read; what is personal is masked. */
        READER("reader"),
        /** Read, also what is personal. */
        PERSONAL_DATA_READER("personal-data-reader");

        private final String text;

        Role(String text) {
            this.text = text;
        }

        /** As it is written in settings, key files and tokens. */
        public String text() {
            return text;
        }
    }
}
