package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.capture.CanalServer;
import com.pinda.aggregation.producer.capture.CapturedTables;
import com.pinda.aggregation.producer.encode.ChangeEncoder;
import com.pinda.aggregation.producer.encode.ChangeRecords;
import com.pinda.aggregation.producer.encode.RecordLimits;
import com.pinda.aggregation.producer.encode.RecordSink;
import com.pinda.aggregation.producer.publish.BatchLimits;
import com.pinda.aggregation.producer.publish.ParkSettings;
import com.pinda.aggregation.producer.publish.ParkedTable;
import com.pinda.aggregation.producer.publish.Publisher;
import com.pinda.aggregation.producer.publish.Publishers;
import com.pinda.aggregation.producer.publish.Topics;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;

/** Opens the parking of a pipeline. */
@Component
public class Parkings {

    private final CanalServer server;
    private final CapturedTables captured;
    private final TopicNames names;
    private final Topics topics;
    private final Publishers publishers;
    private final SchemaRegistry registry;
    private final ParkSettings settings;
    private final BatchLimits limits;
    private final ParkedStatus status;
    private final Clock clock;

    Parkings(
            CanalServer server,
            CapturedTables captured,
            TopicNames names,
            Topics topics,
            Publishers publishers,
            SchemaRegistry registry,
            ParkSettings settings,
            BatchLimits limits,
            ParkedStatus status,
            Clock clock) {
        this.server = server;
        this.captured = captured;
        this.names = names;
        this.topics = topics;
        this.publishers = publishers;
        this.registry = registry;
        this.settings = settings;
        this.limits = limits;
        this.status = status;
        this.clock = clock;
    }

    /**
     * One that goes on where a checkpoint ended.
     *
     * @param released takes the records of changes that can be published at last
     * @param publisher takes the parked ones
     */
    public Parking open(
            List<ParkedTable> parked,
            ChangeEncoder encoder,
            RecordSink released,
            Publisher publisher,
            RecordLimits recordLimits) {
        var parkedLog = new ParkedLog(
                server.destination(),
                captured,
                names,
                topics,
                publishers,
                registry,
                settings.maxRecordBytes(),
                clock,
                publisher::send);
        return new Parking(
                parked, encoder, released, parkedLog, new ChangeRecords(recordLimits), settings, limits, status, clock);
    }
}
