package com.pinda.aggregation.canal.stream;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which server the kept positions are of, in a file beside them: the server's own id, and when each of its binlog files
 * was begun, which tells a binlog that was reset or belongs to another server of the same id. Thread safe.
 */
final class Origin {

    private static final int KEPT_FILES = 1000;
    private static final int RECENT_FILES = 16;

    private final Path file;
    private final Map<String, Long> begun = new LinkedHashMap<>();
    private String server = "";

    private Origin(Path file) {
        this.file = file;
    }

    /**
     * Reads the file.
     *
     * @param isBound whether a position is kept; without one any server will do
     */
    static Origin open(Path file, boolean isBound) throws IOException {
        var origin = new Origin(file);
        if (isBound && Files.exists(file)) {
            var lines = new ArrayList<>(Files.readAllLines(file, StandardCharsets.UTF_8));
            origin.server = lines.isEmpty() ? "" : lines.remove(0);
            for (var line : lines) {
                var parts = line.split(" ", 2);
                origin.begun.put(parts[0], Long.parseLong(parts[1]));
            }
        }
        return origin;
    }

    /** Refuses another server than the one of the kept positions; the first one is that. */
    synchronized void meet(String found) throws IOException {
        if (server.isEmpty()) {
            server = found;
            write();
        } else if (!server.equals(found)) {
            throw other("the source is another server: expected " + server + ", found " + found);
        }
    }

    /** Refuses a binlog file that was begun at another time than the one of this name that was read before. */
    synchronized void meet(String binlog, long seconds) throws IOException {
        var known = begun.putIfAbsent(binlog, seconds);
        if (known == null) {
            begun.keySet()
                    .removeAll(begun.keySet().stream()
                            .limit(Math.max(0, begun.size() - KEPT_FILES))
                            .toList());
            write();
        } else if (known != seconds) {
            throw other("the binlog of the source is another one: expected " + binlog + " of " + server + " begun at "
                    + known + ", found one begun at " + seconds);
        }
    }

    /** The last binlog files that were read, and when each was begun, seconds since the epoch by the source's clock. */
    synchronized Map<String, Long> recent() {
        var recent = new LinkedHashMap<String, Long>();
        begun.entrySet().stream()
                .skip(Math.max(0, begun.size() - RECENT_FILES))
                .forEach(entry -> recent.put(entry.getKey(), entry.getValue()));
        return recent;
    }

    private StreamFailedException other(String what) {
        return new StreamFailedException(what
                + ". If the source was replaced or its binlog reset, empty the data folder "
                + file.toAbsolutePath().getParent() + ", choose canal.source.start, and raise cdc.capture.epoch of the"
                + " producer by one; if not, correct canal.source.host and .port.");
    }

    private void write() throws IOException {
        var text = new StringBuilder(server).append('\n');
        begun.forEach((name, seconds) ->
                text.append(name).append(' ').append((long) seconds).append('\n'));
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, text, StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
