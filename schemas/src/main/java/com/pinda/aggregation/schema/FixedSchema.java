package com.pinda.aggregation.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** A schema that is the same for all tables and sources, in a file beside this class. */
final class FixedSchema {

    private FixedSchema() {}

    static Schema parse(String resource) {
        try (var in = FixedSchema.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("missing on the classpath: " + resource);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + resource, e);
        }
    }
}
