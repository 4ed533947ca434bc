package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.Arrays;

/** A field that is mostly the same in one message after the other: its text is made once. */
final class RepeatedText {

    private byte[] bytes = {};
    private String text = "";

    String read(WireReader in) throws IOException {
        var end = in.readMessage();
        var from = in.at();
        if (!Arrays.equals(bytes, 0, bytes.length, in.bytes(), from, end)) {
            bytes = Arrays.copyOfRange(in.bytes(), from, end);
            text = new String(bytes, UTF_8);
        }
        in.moveTo(end);
        return text;
    }
}
