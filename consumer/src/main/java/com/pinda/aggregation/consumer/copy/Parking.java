package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.consumer.deadletter.DeadLetters;
import com.pinda.aggregation.consumer.deadletter.ParkedRecord;
import com.pinda.aggregation.consumer.deadletter.ParkedRecord.State;
import com.pinda.aggregation.consumer.deadletter.ParkedRecords;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Parks what cannot be applied, as long as there is room for it. */
@Component
final class Parking {

    private static final Logger log = LoggerFactory.getLogger(Parking.class);

    private static final Comparator<Held> ORDER = Comparator.comparing(
                    (Held held) -> held.record().topic())
            .thenComparing(held -> held.record().partition())
            .thenComparing(held -> held.record().offset());

    private final ParkedRecords parked;
    private final DeadLetters deadLetters;
    private final int maxParked;
    private final String group;

    Parking(ParkedRecords parked, DeadLetters deadLetters, CopyProperties properties) {
        this.parked = parked;
        this.deadLetters = deadLetters;
        this.maxParked = properties.maxParked();
        this.group = properties.group();
    }

    /** Hashes of the keys, by partition, that have records parked. */
    Map<TopicPartition, Set<ByteBuffer>> keys(Collection<String> topics) {
        return parked.keys(topics);
    }

    /**
     * Parks records, in the transaction that goes past them.
     *
     * @throws BadChangeException for the first that there is no room for
     */
    List<ParkedRecord> park(List<Held> held) {
        if (held.isEmpty()) {
            return List.of();
        }
        var ordered = held.stream().sorted(ORDER).toList();
        var room = new HashMap<String, Long>();
        var records = new ArrayList<ParkedRecord>(held.size());
        for (var each : ordered) {
            var topic = each.record().topic();
            var left = room.computeIfAbsent(topic, t -> maxParked - parked.count(t));
            records.add(park(each, left > 0));
            room.put(topic, left - 1);
        }
        return records;
    }

    private ParkedRecord park(Held held, boolean room) {
        if (!room) {
            throw maxParked == 0
                    ? held.asFailure()
                    : held.asFailure()
                            .because("cdc.copy.max-parked=" + maxParked + " records of its table are parked already");
        }
        var record = held.parked();
        try {
            parked.add(record);
        } catch (DataAccessException e) {
            if (Sql.refusesValue(e)) {
                throw held.asFailure().because("it cannot be parked, " + Sql.reason(e));
            }
            throw e;
        }
        return record;
    }

    /** Says what was parked, once it is. */
    void parked(List<ParkedRecord> records) {
        for (var record : records) {
            var key = HexFormat.of().formatHex(record.keyHash().array());
            if (record.state() == State.BAD) {
                log.error(
                        "record parked: record={} key={} reason={}",
                        record.place(),
                        key,
                        record.cause().reason());
            } else {
                log.info("record parked behind another: record={} key={}", record.place(), key);
            }
        }
        if (!records.isEmpty()) {
            deadLetters.publishSoon(
                    records.stream().map(ParkedRecord::partition).collect(Collectors.toSet()), group);
        }
    }
}
