package com.pinda.aggregation.torture.rig;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Properties;

/** Where the programs are that were built. */
final class Programs {

    private static final Properties PATHS = read();

    private Programs() {}

    static Path jar(String name) {
        return Path.of(text(name));
    }

    /** The class path of Kafka's own programs. */
    static String brokerClassPath() {
        return text("broker-libraries") + ":" + text("classes");
    }

    private static String text(String name) {
        var text = PATHS.getProperty(name);
        if (text == null) {
            throw new IllegalArgumentException("no program " + name);
        }
        return text;
    }

    private static Properties read() {
        var properties = new Properties();
        try (var in = Programs.class.getResourceAsStream("programs.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read programs.properties", e);
        }
        return properties;
    }
}
