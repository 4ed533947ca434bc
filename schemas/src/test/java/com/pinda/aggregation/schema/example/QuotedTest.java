package com.pinda.aggregation.schema.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class QuotedTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern QUOTED =
            Pattern.compile("<!-- quoted from (\\S+), region (\\S+) -->\n```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void theGuideQuotesItsExampleAsItIs() throws IOException {
        var quotes = QUOTED.matcher(Files.readString(PROJECT.resolve("docs/consuming.md")))
                .results()
                .toList();

        assertThat(quotes).isNotEmpty();
        for (var quote : quotes) {
            assertThat(quote.group(3)).isEqualTo(region(quote.group(1), quote.group(2)));
        }
    }

    private static String region(String file, String name) throws IOException {
        var source = Files.readString(PROJECT.resolve(file));
        var begin = source.indexOf("// tag::" + name + "[]");
        var end = source.indexOf("// end::" + name + "[]");
        assertThat(begin).as("region %s of %s", name, file).isBetween(0, end);
        var lines = source.substring(source.indexOf('\n', begin) + 1, source.lastIndexOf('\n', end) + 1);
        return lines.stripTrailing().stripIndent() + "\n";
    }
}
