package com.pinda.aggregation.testkit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

/**
 * A point in a conversation: the request of this kind. It is known by its bytes, so the programs that converse need not
 * know that somebody listens.
 *
 * @param name for messages
 * @param request whether a message, with its head, is this request
 * @param answer whether a message of the server, the second, is the answer to the request, the first
 */
public record Moment(String name, Predicate<byte[]> request, BiPredicate<byte[], byte[]> answer) {

    /** Kafka: records are sent. */
    public static final Moment PRODUCE = kafka("Produce", 0);

    /** Kafka: records are asked for. */
    public static final Moment FETCH = kafka("Fetch", 1);

    private static final Moment OFFSET_COMMIT = kafka("OffsetCommit", 8);

    /** Kafka: a transaction is committed or aborted. */
    public static final Moment END_TXN = kafka("EndTxn", 26);

    /** canal: a batch is asked for. */
    public static final Moment CANAL_GET = canal("Get", 6);

    /** canal: a batch is acknowledged; nothing answers that. */
    public static final Moment CANAL_ACK = canal("ClientAck", 8);

    private static final int HEAD_BYTES = 4;
    private static final byte QUERY = 3;

    /** What MySQL's driver sends between the command and the text where the server takes attributes of queries. */
    private static final int ATTRIBUTES_BYTES = 2;

    /** Field 3 of canal's packet, a varint: its type. */
    private static final byte CANAL_TYPE = 3 << 3;

    private static final int FIRST_FIELDS_BYTES = 16;

    /** Kafka's request with this number. The answer has the request's correlation id. */
    public static Moment kafka(String name, int apiKey) {
        return new Moment(
                name,
                message -> message.length >= 12 && ByteBuffer.wrap(message).getShort(HEAD_BYTES) == apiKey,
                (request, answer) -> answer.length >= 8
                        && ByteBuffer.wrap(answer).getInt(HEAD_BYTES)
                                == ByteBuffer.wrap(request).getInt(HEAD_BYTES + 4));
    }

    /** Kafka: the offsets of this group are committed. Its name comes with its length, and one more, before it. */
    public static Moment offsetCommit(String group) {
        var sized = (char) (group.length() + 1) + group;
        return new Moment(
                OFFSET_COMMIT.name,
                message -> OFFSET_COMMIT.request.test(message)
                        && new String(message, StandardCharsets.ISO_8859_1).contains(sized),
                OFFSET_COMMIT.answer);
    }

    /** canal's packet of this type. */
    public static Moment canal(String name, int type) {
        return new Moment(name, message -> canalType(message) == type, (request, answer) -> true);
    }

    /** MySQL's query whose text begins so, in capitals or not. */
    public static Moment statement(String beginning) {
        return new Moment(
                beginning,
                message -> message.length > HEAD_BYTES
                        && message[HEAD_BYTES] == QUERY
                        && (begins(message, HEAD_BYTES + 1, beginning)
                                || begins(message, HEAD_BYTES + 1 + ATTRIBUTES_BYTES, beginning)),
                (request, answer) -> true);
    }

    private static boolean begins(byte[] message, int from, String beginning) {
        var length = beginning.length();
        return message.length >= from + length
                && new String(message, from, length, StandardCharsets.ISO_8859_1)
                        .toUpperCase(Locale.ROOT)
                        .equals(beginning.toUpperCase(Locale.ROOT));
    }

    /** -1 where there is none. Before the type are at most two numbers. */
    private static int canalType(byte[] message) {
        for (int at = HEAD_BYTES; at + 1 < Math.min(message.length, FIRST_FIELDS_BYTES); ) {
            var tag = message[at++];
            if (tag == CANAL_TYPE) {
                return message[at];
            }
            if ((tag & 7) != 0) {
                return -1;
            }
            while (at < message.length && message[at++] < 0) {
                assert at > 0;
            }
        }
        return -1;
    }
}
