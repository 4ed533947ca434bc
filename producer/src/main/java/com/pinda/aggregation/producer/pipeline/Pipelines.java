package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.capture.CanalServer;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.capture.LogReader;
import com.pinda.aggregation.producer.encode.ChangeEncoder;
import com.pinda.aggregation.producer.encode.TransactionMarks;
import com.pinda.aggregation.producer.publish.BatchLimits;
import com.pinda.aggregation.producer.publish.Publishers;
import com.pinda.aggregation.producer.publish.Topics;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens a pipeline where the last one ended. */
@Component
class Pipelines {

    private static final Logger log = LoggerFactory.getLogger(Pipelines.class);

    private final CanalServer server;
    private final CapturedTables captured;
    private final TopicNames names;
    private final SchemaRegistry registry;
    private final TransactionMarks marks;
    private final Topics topics;
    private final Publishers publishers;
    private final BatchLimits limits;
    private final Statistics statistics;
    private final Clock clock;

    Pipelines(
            CanalServer server,
            CapturedTables captured,
            TopicNames names,
            SchemaRegistry registry,
            TransactionMarks marks,
            Topics topics,
            Publishers publishers,
            BatchLimits limits,
            Statistics statistics,
            Clock clock) {
        this.server = server;
        this.captured = captured;
        this.names = names;
        this.registry = registry;
        this.marks = marks;
        this.topics = topics;
        this.publishers = publishers;
        this.limits = limits;
        this.statistics = statistics;
        this.clock = clock;
    }

    /** Fences any other producer of the destination, then reads its last checkpoint, then connects to canal. */
    Pipeline open() {
        topics.ensureTables(captured.named().stream().map(names::table).toList());
        var publisher = publishers.open(server.destination());
        try {
            var checkpoint = publishers.lastPublished(server.destination()).flatMap(server::resume);
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
                    new ChangeEncoder(
                            captured,
                            names,
                            registry,
                            (table, topic) ->
                                    topics.ensureTable(topic, !table.key().isEmpty()),
                            version(),
                            clock),
                    marks,
                    publisher,
                    limits,
                    statistics,
                    clock);
        } catch (RuntimeException e) {
            publisher.close();
            throw e;
        }
    }

    private static String version() {
        var version = Pipelines.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
