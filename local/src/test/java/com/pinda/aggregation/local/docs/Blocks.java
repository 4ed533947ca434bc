package com.pinda.aggregation.local.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks of commands in some guides. Each is taken once; those that are left were not run. */
public final class Blocks {
    private static final Pattern BLOCK =
            Pattern.compile("^ *```(?:sh|bash|shell|console|sql) *\\n(.*?)^ *```", Pattern.DOTALL | Pattern.MULTILINE);

    private final List<String> left;

    private Blocks(List<String> left) {
        this.left = new ArrayList<>(left);
    }

    public static Blocks of(Path... guides) {
        return new Blocks(
                Stream.of(guides).map(Blocks::text).flatMap(Blocks::in).toList());
    }

    static Stream<String> in(String markdown) {
        return BLOCK.matcher(markdown).results().map(block -> block.group(1));
    }

    /** The one block that begins so. */
    public String take(String beginning) {
        var found = left.stream().filter(block -> block.startsWith(beginning)).toList();
        assertThat(found).as("blocks that begin with %s", beginning).hasSize(1);
        left.remove(found.get(0));
        return found.get(0);
    }

    List<String> left() {
        return List.copyOf(left);
    }

    private static String text(Path guide) {
        try {
            return Files.readString(guide);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
