package com.pinda.aggregation.schema;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The fixed schemas beside all versions that they ever had: {@code versions/<name>/<number>.avsc}. */
class SchemaVersionsTest {

    private static final Path VERSIONS = Path.of("src/test/resources/com/pinda/aggregation/schema/versions");

    static Stream<Fixed> fixed() {
        return Stream.of(
                new Fixed("checkpoint", Checkpoint.getClassSchema()),
                new Fixed("heartbeat", Heartbeat.getClassSchema()),
                new Fixed("parked-change", ParkedChange.getClassSchema()),
                new Fixed("schema-change", SchemaChange.getClassSchema()),
                new Fixed("source", TableSchemas.source()),
                new Fixed("transaction", TableSchemas.transaction()),
                new Fixed("transaction-key", TransactionSchemas.key()),
                new Fixed("transaction-value", TransactionSchemas.value()));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void theNewestVersionIsThePresentSchema(Fixed fixed) throws IOException {
        var versions = versions(fixed.name);

        assertThat(SchemaNormalization.toParsingForm(versions.get(versions.size() - 1)))
                .as("a changed schema is kept as another version")
                .isEqualTo(SchemaNormalization.toParsingForm(fixed.schema));
    }

    @ParameterizedTest
    @MethodSource("fixed")
    void anyVersionReadsWhatAnyOtherWrote(Fixed fixed) throws IOException {
        for (var reader : versions(fixed.name)) {
            for (var writer : versions(fixed.name)) {
                assertThat(SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                                .getType())
                        .isEqualTo(COMPATIBLE);
            }
        }
    }

    private static List<Schema> versions(String name) throws IOException {
        try (var files = Files.list(VERSIONS.resolve(name))) {
            var count = Math.toIntExact(files.count());
            var versions = new ArrayList<Schema>();
            for (int i = 1; i <= count; i++) {
                versions.add(new Schema.Parser()
                        .parse(VERSIONS.resolve(name).resolve(i + ".avsc").toFile()));
            }
            return versions;
        }
    }

    private record Fixed(String name, Schema schema) {

        @Override
        public String toString() {
            return name;
        }
    }
}
