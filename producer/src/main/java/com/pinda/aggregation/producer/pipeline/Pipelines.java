package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.capture.BadTableException;
import com.pinda.aggregation.producer.capture.CanalServer;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.LogReader;
import com.pinda.aggregation.producer.encode.ChangeEncoder;
import com.pinda.aggregation.producer.encode.RecordLimits;
import com.pinda.aggregation.producer.encode.TransactionMarks;
import com.pinda.aggregation.producer.park.Parkings;
import com.pinda.aggregation.producer.publish.BatchLimits;
import com.pinda.aggregation.producer.publish.LastCheckpoint;
import com.pinda.aggregation.producer.publish.ParkSettings;
import com.pinda.aggregation.producer.publish.Publishers;
import com.pinda.aggregation.producer.publish.Topics;
import com.pinda.aggregation.producer.publish.WrongTopicException;
import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens a pipeline where the last one ended. */
@Component
class Pipelines {

    private static final Logger log = LoggerFactory.getLogger(Pipelines.class);

    private final Brokers brokers;
    private final CanalServer server;
    private final CapturedTables captured;
    private final TopicNames names;
    private final SchemaRegistry registry;
    private final TransactionMarks marks;
    private final Topics topics;
    private final Publishers publishers;
    private final Parkings parkings;
    private final ParkSettings parkSettings;
    private final RecordLimits recordLimits;
    private final BatchLimits limits;
    private final Statistics statistics;
    private final Clock clock;

    Pipelines(
            Brokers brokers,
            CanalServer server,
            CapturedTables captured,
            TopicNames names,
            SchemaRegistry registry,
            TransactionMarks marks,
            Topics topics,
            Publishers publishers,
            Parkings parkings,
            ParkSettings parkSettings,
            BatchLimits limits,
            Statistics statistics,
            Clock clock) {
        this.brokers = brokers;
        this.server = server;
        this.captured = captured;
        this.names = names;
        this.registry = registry;
        this.marks = marks;
        this.topics = topics;
        this.publishers = publishers;
        this.parkings = parkings;
        this.parkSettings = parkSettings;
        recordLimits = new RecordLimits(parkSettings.maxRecordBytes());
        this.limits = limits;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** Fences any other producer of the destination, then reads its last checkpoint, then connects to canal. */
    Pipeline open() {
        var publisher = brokers.ask(() -> {
            topics.ensureTables(captured.named().stream().map(names::table).toList());
            return publishers.open(server.destination());
        });
        try {
            var last = brokers.ask(() -> publishers.last(server.destination()));
            var checkpoint = last.map(LastCheckpoint::published).flatMap(server::resume);
            var encoder = new ChangeEncoder(captured, names, registry, this::ensureTopic, version(), clock);
            var parked = last.map(LastCheckpoint::parked).orElse(List.of());
            var source = server.connect();
            log.info(
                    "pipeline open: destination={} after={}",
                    server.destination(),
                    checkpoint.map(published -> published.state().last()).orElse(null));
            return new Pipeline(
                    server,
                    source,
                    checkpoint.orElse(null),
                    new LogReader(server.epoch(), captured, checkpoint.orElse(null)),
                    encoder,
                    marks,
                    publisher,
                    sink -> parkings.open(parked, encoder, sink, publisher, recordLimits),
                    parkSettings,
                    recordLimits,
                    limits,
                    statistics,
                    clock);
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    /** A topic that does not suit the table is the table's own trouble. */
    private void ensureTopic(TableDefinition table, String topic) {
        try {
            topics.ensureTable(topic, !table.key().isEmpty());
        } catch (WrongTopicException e) {
            throw new BadTableException("cannot publish " + table.id() + ": " + e.getMessage(), e);
        }
    }

    private static String version() {
        var version = Pipelines.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
