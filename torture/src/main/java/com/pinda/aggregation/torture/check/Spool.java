package com.pinda.aggregation.torture.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.Operation;
import com.pinda.aggregation.schema.TableId;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps expected records in a temporary file, so that a round of millions of changes needs little memory. */
final class Spool implements AutoCloseable {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final int NONE = -1;

    private final Path file;
    private final OutputStream out;
    private final RandomAccessFile in;
    private final Words<String> texts = new Words<>();
    private final Words<TableId> tables = new Words<>();
    private final Words<List<String>> columns = new Words<>();
    private long size;
    private boolean flushed = true;

    Spool() {
        try {
            file = Files.createTempFile("checker-", ".spool");
            out = new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES);
            in = new RandomAccessFile(file.toFile(), "r");
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a temporary file", e);
        }
    }

    /** Keeps a record; what it gives back is what {@link #read} takes. */
    long write(Expected expected) {
        try {
            var bytes = bytes(expected);
            var at = size;
            new DataOutputStream(out).writeInt(bytes.length);
            out.write(bytes);
            size += Integer.BYTES + bytes.length;
            flushed = false;
            return at;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    Expected read(long at) {
        try {
            if (!flushed) {
                out.flush();
                flushed = true;
            }
            in.seek(at);
            var bytes = new byte[in.readInt()];
            in.readFully(bytes);
            return expected(new DataInputStream(new ByteArrayInputStream(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private byte[] bytes(Expected expected) throws IOException {
        var buffer = new ByteArrayOutputStream();
        var data = new DataOutputStream(buffer);
        data.writeInt(tables.number(expected.table()));
        data.writeInt(texts.number(expected.place().file()));
        data.writeLong(expected.place().offset());
        data.writeInt(expected.place().row());
        data.writeUTF(expected.operation().code());
        write(expected.gtid(), data);
        write(expected.key(), data);
        write(expected.before(), data);
        write(expected.after(), data);
        write(expected.otherKey(), data);
        return buffer.toByteArray();
    }

    private Expected expected(DataInputStream data) throws IOException {
        var table = tables.word(data.readInt());
        var place = new Place(texts.word(data.readInt()), data.readLong(), data.readInt());
        var operation = Operation.of(data.readUTF());
        return new Expected(place, text(data), table, operation, row(data), row(data), row(data), row(data));
    }

    private void write(@Nullable Row row, DataOutputStream data) throws IOException {
        data.writeInt(row == null ? NONE : columns.number(row.names()));
        for (int i = 0; row != null && i < row.size(); i++) {
            write(row.value(i), data);
        }
    }

    private @Nullable Row row(DataInputStream data) throws IOException {
        var number = data.readInt();
        if (number == NONE) {
            return null;
        }
        var names = columns.word(number);
        var values = new @Nullable String[names.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = text(data);
        }
        return new Row(names, values);
    }

    private static void write(@Nullable String text, DataOutputStream data) throws IOException {
        if (text == null) {
            data.writeInt(NONE);
            return;
        }
        var bytes = text.getBytes(UTF_8);
        data.writeInt(bytes.length);
        data.write(bytes);
    }

    private static @Nullable String text(DataInputStream data) throws IOException {
        var length = data.readInt();
        return length == NONE ? null : new String(data.readNBytes(length), UTF_8);
    }

    @Override
    public void close() {
        try {
            out.close();
            in.close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file, e);
        }
    }

    /** Numbers for what comes again and again. */
    private static final class Words<T> {
        private final Map<T, Integer> numbers = new HashMap<>();
        private final List<T> words = new ArrayList<>();

        int number(T word) {
            var known = numbers.get(word);
            if (known != null) {
                return known;
            }
            numbers.put(word, words.size());
            words.add(word);
            return words.size() - 1;
        }

        T word(int number) {
            return words.get(number);
        }
    }
}
