package com.pinda.aggregation.canal.source;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which server the source is, from the text of its handshake: {@code 8.4.3}, {@code 5.5.5-10.11.19-MariaDB-log}.
 *
 * @param text the version as the server says it
 * @param major first number, 11 for MariaDB 11.4
 * @param minor second number
 * @param patch third number
 */
public record ServerVersion(String text, boolean mariaDb, int major, int minor, int patch) {

    // Older MariaDB servers lead with 5.5.5- for the sake of old replicas.
    private static final Pattern NUMBERS = Pattern.compile("^(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)(?:\\.(\\d+))?");

    public static ServerVersion of(String text) {
        var mariaDb = text.contains("MariaDB");
        var numbers = NUMBERS.matcher(text);
        return numbers.find()
                ? new ServerVersion(
                        text, mariaDb, number(numbers.group(1)), number(numbers.group(2)), number(numbers.group(3)))
                : new ServerVersion(text, mariaDb, 0, 0, 0);
    }

    private static int number(@Nullable String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }

    /** As comments for versions name it: 110405 for 11.4.5. */
    public int number() {
        return (major * 100 + minor) * 100 + patch;
    }

    public boolean isMysqlFrom(int otherMajor, int otherMinor) {
        return !mariaDb && isFrom(otherMajor, otherMinor);
    }

    public boolean isMariaDbFrom(int otherMajor, int otherMinor) {
        return mariaDb && isFrom(otherMajor, otherMinor);
    }

    private boolean isFrom(int otherMajor, int otherMinor) {
        return major > otherMajor || (major == otherMajor && minor >= otherMinor);
    }
}
