package com.pinda.aggregation.producer.encode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Headers of the values that Avro's types cannot hold, such as {@code 0000-00-00}: column name and original text. */
final class RawValues {

    private static final String HEADER = "cdc.raw.";

    private final List<Header> headers = new ArrayList<>();
    private String side = "";

    void clear() {
        headers.clear();
    }

    /** Says of which row the next values are: {@code before} or {@code after}. */
    void side(String name) {
        side = name;
    }

    void add(String column, String text) {
        headers.add(new RecordHeader(HEADER + side + "." + column, text.getBytes(UTF_8)));
    }

    boolean isEmpty() {
        return headers.isEmpty();
    }

    List<Header> headers() {
        return headers.isEmpty() ? List.of() : List.copyOf(headers);
    }
}
