package com.pinda.aggregation.canal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;

/** The raw values: defaults, then the file, then the environment. Each reader refuses what it cannot use. */
final class SettingValues {

    private static final String PREFIX = "CANAL_";

    private final Map<SettingKey, String> values = new EnumMap<>(SettingKey.class);

    private SettingValues(Map<SettingKey, String> values) {
        this.values.putAll(values);
    }

    /** From a properties file; a key that does not exist is refused with the list of those that do. */
    static SettingValues read(Path file, Map<String, String> environment) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        } catch (IOException e) {
            throw new BadSettingException("cannot read the settings file " + file + ": " + e.getMessage());
        }
        return of(properties, environment);
    }

    static SettingValues of(Properties properties, Map<String, String> environment) {
        var values = new EnumMap<SettingKey, String>(SettingKey.class);
        for (var key : SettingKey.values()) {
            values.put(key, key.byDefault());
        }
        for (var name : properties.stringPropertyNames()) {
            var key = SettingKey.of(name)
                    .orElseThrow(() -> new BadSettingException(
                            "unknown setting " + name + "; allowed are\n" + SettingKey.allowed()));
            values.put(key, properties.getProperty(name).trim());
        }
        refuseUnknown(environment.keySet());
        for (var key : SettingKey.values()) {
            var value = environment.get(key.variable());
            if (value != null) {
                values.put(key, value.trim());
            }
        }
        return new SettingValues(values);
    }

    private static void refuseUnknown(Set<String> variables) {
        var known = SettingKey.variables();
        for (var variable : variables) {
            // the image's entrypoint reads CANAL_…_FILE
            var setting = variable.replaceFirst("_FILE$", "");
            if (variable.startsWith(PREFIX) && !known.contains(variable) && !known.contains(setting)) {
                throw new BadSettingException(
                        "unknown environment variable " + variable + "; allowed are\n  " + String.join("\n  ", known));
            }
        }
    }

    String text(SettingKey key) {
        return values.getOrDefault(key, "");
    }

    String required(SettingKey key) {
        var value = text(key);
        if (value.isEmpty()) {
            throw new BadSettingException(key.key() + " is not set");
        }
        return value;
    }

    int port(SettingKey key) {
        return (int) whole(key, 0, 65_535);
    }

    long whole(SettingKey key, long min, long max) {
        try {
            var value = Long.parseLong(text(key));
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw wrong(key, "a whole number from " + min + " to " + max);
        }
        throw wrong(key, "a whole number from " + min + " to " + max);
    }

    int powerOfTwo(SettingKey key, int min, int max) {
        var value = (int) whole(key, min, max);
        if (Integer.bitCount(value) != 1) {
            throw wrong(key, "a power of two from " + min + " to " + max);
        }
        return value;
    }

    <E extends Enum<E>> E oneOf(SettingKey key, Class<E> type) {
        var value = text(key).toUpperCase(Locale.ROOT);
        return Arrays.stream(type.getEnumConstants())
                .filter(e -> e.name().equals(value))
                .findFirst()
                .orElseThrow(() -> wrong(key, "one of " + Arrays.toString(type.getEnumConstants())));
    }

    String matching(SettingKey key, String regex, String allowed) {
        var value = text(key);
        if (!value.matches(regex)) {
            throw wrong(key, allowed);
        }
        return value;
    }

    BadSettingException wrong(SettingKey key, String allowed) {
        return new BadSettingException(key.key() + "=" + text(key) + " is not allowed; give " + allowed);
    }
}
