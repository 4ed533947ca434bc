package com.pinda.aggregation.canal.history;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file of records, one JSON line each. What {@link #append} returned from is on the disk; a last line that a crash
 * tore is cut off when the file is read.
 */
final class HistoryFile {

    private static final Logger log = LoggerFactory.getLogger(HistoryFile.class);

    private final Path file;

    HistoryFile(Path file) {
        this.file = file;
    }

    List<HistoryRecord> read() throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        var text = Files.readString(file, StandardCharsets.UTF_8);
        var whole = text.lastIndexOf('\n') + 1;
        if (whole < text.length()) {
            log.warn("the last record of the table history was torn and is dropped: file={}", file);
            write(text.substring(0, whole));
        }
        var records = new ArrayList<HistoryRecord>();
        for (var line : text.substring(0, whole).lines().toList()) {
            try {
                records.add(HistoryRecord.parse(line));
            } catch (RuntimeException e) {
                throw new IOException("record " + (records.size() + 1) + " of " + file + " is damaged: " + line, e);
            }
        }
        return records;
    }

    void append(List<HistoryRecord> records) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            put(channel, lines(records));
        }
    }

    /** Replaces all records at once: a crash leaves either the old ones or the new ones. */
    void replace(List<HistoryRecord> records) throws IOException {
        write(lines(records));
    }

    private void write(String text) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        try (var channel = FileChannel.open(
                next, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            put(channel, text);
        }
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(FileChannel channel, String text) throws IOException {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
        channel.force(true);
    }

    private static String lines(List<HistoryRecord> records) {
        var text = new StringBuilder();
        records.forEach(r -> text.append(r.json()).append('\n'));
        return text.toString();
    }
}
