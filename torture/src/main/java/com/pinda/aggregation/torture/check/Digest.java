package com.pinda.aggregation.torture.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.TableId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.jspecify.annotations.Nullable;

/** 16 bytes that stand for a table's key, which may be long. */
record Digest(long high, long low) {

    private static final byte SEPARATOR = 0;
    private static final byte NULL = 1;

    /** Of a key; a null key stands for all rows of a table that has none. */
    static Digest of(TableId table, @Nullable Row key) {
        var md5 = md5();
        add(md5, table.toString());
        for (int i = 0; key != null && i < key.size(); i++) {
            add(md5, key.value(i));
        }
        return of(md5);
    }

    /** Of a place in the binlog. */
    static Digest of(TableId table, Place place) {
        var md5 = md5();
        add(md5, table.toString());
        add(md5, place.toString());
        return of(md5);
    }

    private static Digest of(MessageDigest md5) {
        var bytes = ByteBuffer.wrap(md5.digest());
        return new Digest(bytes.getLong(), bytes.getLong());
    }

    private static void add(MessageDigest md5, @Nullable String text) {
        if (text == null) {
            md5.update(NULL);
        } else {
            md5.update(text.getBytes(UTF_8));
        }
        md5.update(SEPARATOR);
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has MD5", e);
        }
    }
}
