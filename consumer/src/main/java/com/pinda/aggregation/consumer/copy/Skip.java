package com.pinda.aggregation.consumer.copy;

import org.apache.avro.Schema;

/** Passes over the next value of a record. */
@FunctionalInterface
interface Skip {

    void over(AvroInput in);

    /** Records within records of an envelope; more are in schemas that contain themselves. */
    int MAX_DEPTH = 10;

    /**
     * How to pass over a value that was written as {@code schema}.
     *
     * @throws IllegalArgumentException where no change has such a value
     */
    static Skip of(Schema schema) {
        return of(schema, 0);
    }

    private static Skip of(Schema schema, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("a change has no records this deep: " + schema.getName());
        }
        return switch (schema.getType()) {
            case NULL -> in -> {};
            case BOOLEAN -> in -> in.skip(1);
            case INT, LONG, ENUM -> AvroInput::readLong;
            case FLOAT -> in -> in.skip(Float.BYTES);
            case DOUBLE -> in -> in.skip(Double.BYTES);
            case STRING, BYTES -> in -> in.skip(in.readLength());
            case FIXED -> in -> in.skip(schema.getFixedSize());
            case UNION -> {
                var branches = schema.getTypes().stream()
                        .map(branch -> of(branch, depth + 1))
                        .toArray(Skip[]::new);
                yield in -> branches[(int) in.readLong()].over(in);
            }
            case RECORD -> {
                var fields = schema.getFields().stream()
                        .map(field -> of(field.schema(), depth + 1))
                        .toArray(Skip[]::new);
                yield in -> {
                    for (var field : fields) {
                        field.over(in);
                    }
                };
            }
            case ARRAY, MAP -> throw new IllegalArgumentException("a change has no " + schema.getType());
        };
    }
}
