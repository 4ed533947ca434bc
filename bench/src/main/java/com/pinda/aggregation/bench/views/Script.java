package com.pinda.aggregation.bench.views;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.regex.Pattern;

/** Statements in a file beside this class. */
final class Script {

    private static final Pattern COMMENT = Pattern.compile("(?m)^--.*$");

    private Script() {}

    static List<String> statements(String file) {
        try (var in = Script.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("no file " + file);
            }
            var text = COMMENT.matcher(new String(in.readAllBytes(), UTF_8)).replaceAll("");
            return Pattern.compile(";\\s*(\n|$)")
                    .splitAsStream(text)
                    .filter(statement -> !statement.isBlank())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
