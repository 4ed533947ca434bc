package com.pinda.aggregation.schema;

/** Names that Avro allows, made of names that MySQL allows. */
final class AvroNames {

    private AvroNames() {}

    /**
     * The name itself where Avro allows it. Else {@code _uXXXX} stands for a character beyond ASCII and {@code _} for
     * another one that it does not allow, and {@code _} comes before a digit that begins the name: two names may become
     * one.
     */
    static String of(String name) {
        var legal = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            var c = name.charAt(i);
            if (isLetter(c) || (i > 0 && c >= '0' && c <= '9')) {
                legal.append(c);
            } else if (c >= '0' && c <= '9') {
                legal.append('_').append(c);
            } else if (c < 0x80) {
                legal.append('_');
            } else {
                legal.append(String.format("_u%04x", (int) c));
            }
        }
        return legal.toString();
    }

    private static boolean isLetter(char c) {
        return c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }
}
