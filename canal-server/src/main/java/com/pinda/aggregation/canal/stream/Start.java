package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.protocol.position.EntryPosition;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.history.TableHistory;
import com.pinda.aggregation.canal.source.Source;
import com.pinda.aggregation.canal.source.SourceConnection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a stream begins before anything was acknowledged. Settled once and kept in a file: a server that ends before
 * the first acknowledgement begins at the same place again, not at a later "latest".
 */
final class Start {

    private static final Logger log = LoggerFactory.getLogger(Start.class);

    private final Path file;
    private final StartPoint wanted;
    private final TableHistory history;
    private final Source source;
    private final TableFilter filter;

    Start(Path file, StartPoint wanted, TableHistory history, Source source, TableFilter filter) {
        this.file = file;
        this.wanted = wanted;
        this.history = history;
        this.source = source;
        this.filter = filter;
    }

    /** The position to start at; the first call settles it, and the table history begins there. */
    EntryPosition position(SourceConnection connection) throws IOException {
        if (Files.exists(file)) {
            var text = Files.readString(file, StandardCharsets.UTF_8).strip();
            return entry(BinlogPosition.parse(text)
                    .orElseThrow(() -> new StreamFailedException(file + " holds no position but: " + text)));
        }
        var position = settle(connection);
        keep(position);
        return entry(position);
    }

    private BinlogPosition settle(SourceConnection connection) throws IOException {
        if (wanted instanceof StartPoint.Earliest) {
            // The statements in the binlog make the definitions; what they do not make is read from the source.
            var position = connection.beginning();
            history.begin(position, List.of());
            log.info("begins at the earliest event: position={}", position);
            return position;
        }
        var position = wanted instanceof StartPoint.At at ? at.position() : connection.end();
        var definitions = source.definitions(filter);
        history.begin(position, definitions);
        log.info("begins: position={} tables={}", position, definitions.size());
        return position;
    }

    private void keep(BinlogPosition position) throws IOException {
        var next = file.resolveSibling(file.getFileName() + ".next");
        Files.writeString(next, position + "\n", StandardCharsets.UTF_8);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    static BinlogPosition of(EntryPosition position) {
        return new BinlogPosition(position.getJournalName(), position.getPosition());
    }

    @Override
    public String toString() {
        return wanted.toString();
    }

    private static EntryPosition entry(BinlogPosition position) {
        return new EntryPosition(position.file(), position.offset(), 0L);
    }
}
