package com.pinda.aggregation.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** A record's headers as text, a line each: {@code name=value}; a name alone has a null value. */
final class HeaderLines {

    private HeaderLines() {}

    static String write(Headers headers) {
        return StreamSupport.stream(headers.spliterator(), false)
                .map(HeaderLines::line)
                .collect(Collectors.joining("\n"));
    }

    private static String line(Header header) {
        var name = URLEncoder.encode(header.key(), UTF_8);
        return header.value() == null ? name : name + "=" + Base64.getEncoder().encodeToString(header.value());
    }

    static Headers read(String lines) {
        var headers = new RecordHeaders();
        lines.lines().forEach(line -> {
            var equals = line.indexOf('=');
            var name = URLDecoder.decode(equals < 0 ? line : line.substring(0, equals), UTF_8);
            headers.add(name, equals < 0 ? null : Base64.getDecoder().decode(line.substring(equals + 1)));
        });
        return headers;
    }
}
