package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.common.alarm.LogAlarmHandler;
import com.alibaba.otter.canal.instance.core.AbstractCanalInstance;
import com.alibaba.otter.canal.parse.ha.HeartBeatHAController;
import com.alibaba.otter.canal.parse.index.FailbackLogPositionManager;
import com.alibaba.otter.canal.parse.index.MemoryLogPositionManager;
import com.alibaba.otter.canal.parse.index.MetaLogPositionManager;
import com.alibaba.otter.canal.protocol.ClientIdentity;
import com.pinda.aggregation.canal.history.BinlogPosition;
import com.pinda.aggregation.canal.history.TableHistory;
import com.pinda.aggregation.canal.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One destination: parser, store, cursor and table history, wired for canal's server. */
public final class BinlogStream extends AbstractCanalInstance {

    private static final Logger log = LoggerFactory.getLogger(BinlogStream.class);

    private final Cursors cursors;
    private final StreamState state = new StreamState();
    private final Completeness completeness;
    private final Origin origin;

    private BinlogStream(StreamSettings settings, Cursors cursors, TableHistory history, Source source, Origin origin) {
        this.cursors = cursors;
        this.origin = origin;
        completeness = new Completeness(source, state, Clock.systemUTC());
        var filter = new TableFilter(settings.filter());
        destination = settings.destination();
        canalId = 1L;
        metaManager = cursors;
        alarmHandler = new LogAlarmHandler(); // the parser tells its faults itself
        var store = new Store(settings.storeSize());
        eventStore = store;
        var sink = new Sink();
        sink.setEventStore(store);
        eventSink = sink;
        var start = new Start(start(settings), settings.start(), history, source, filter);
        eventParser = parser(
                new SourceParser(source, new Definitions(history, source, filter), filter, start, origin, state));
    }

    /**
     * Opens the stream's files; nothing is read from the binlog before {@link #start()}.
     *
     * @throws StreamFailedException where the positions in them are of another server
     */
    public static BinlogStream open(StreamSettings settings, Source source) throws IOException {
        Files.createDirectories(settings.folder());
        var cursors = new Cursors(settings.destination(), settings.folder().resolve("cursor.json"));
        var history = TableHistory.open(settings.folder().resolve("tables.jsonl"));
        cursors.start();
        cursors.acknowledged().ifPresent(history::forgetBefore);
        var isBound = cursors.acknowledged().isPresent() || Files.exists(start(settings));
        var origin = Origin.open(settings.folder().resolve("source"), isBound);
        try (var connection = source.open()) {
            origin.meet(connection.identity());
        }
        return new BinlogStream(settings, cursors, history, source, origin);
    }

    private static Path start(StreamSettings settings) {
        return settings.folder().resolve("start");
    }

    /** How the stream is doing. */
    public StreamState state() {
        return state;
    }

    /** Up to which moment the stream is complete. */
    public Completeness completeness() {
        return completeness;
    }

    @Override
    public void stop() {
        super.stop();
        completeness.close();
    }

    /** The last binlog files that were read, and when each was begun, seconds since the epoch by the source's clock. */
    public Map<String, Long> binlogs() {
        return origin.recent();
    }

    /** The acknowledged position; empty before the first acknowledgement. */
    public Optional<BinlogPosition> acknowledged() {
        return cursors.acknowledged();
    }

    /** A client's own filter would replace the server's for everyone and for ever: it is left aside. */
    @Override
    public boolean subscribeChange(ClientIdentity client) {
        if (client.getFilter() != null && !client.getFilter().isEmpty()) {
            log.warn("the filter of a client is left aside, canal.filter counts: client={}", client.getClientId());
        }
        return true;
    }

    @SuppressWarnings("unchecked") // the setters of canal's raw base class
    private SourceParser parser(SourceParser parser) {
        parser.setDestination(destination);
        parser.setAlarmHandler(alarmHandler);
        parser.setEventSink(eventSink);
        parser.setLogPositionManager(
                new FailbackLogPositionManager(new MemoryLogPositionManager(), new MetaLogPositionManager(cursors)));
        var availability = new HeartBeatHAController();
        availability.setSwitchEnable(false);
        parser.setHaController(availability);
        return parser;
    }
}
