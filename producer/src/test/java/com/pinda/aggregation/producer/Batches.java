package com.pinda.aggregation.producer;

import com.pinda.aggregation.producer.Published.Message;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.generic.GenericRecord;

/** Which Kafka transaction each record came in, by the ends that the checkpoints tell. */
final class Batches {

    private final Map<String, TreeMap<Long, Integer>> byEnd = new HashMap<>();

    private Batches() {}

    static Batches of(List<Message> checkpoints) {
        var batches = new Batches();
        for (int i = 0; i < checkpoints.size(); i++) {
            for (var element : (List<?>) checkpoints.get(i).change().get("ends")) {
                var end = (GenericRecord) element;
                batches.byEnd
                        .computeIfAbsent(end.get("topic") + "/" + end.get("partition"), place -> new TreeMap<>())
                        .put((Long) end.get("end_offset"), i);
            }
        }
        return batches;
    }

    /** The index of the checkpoint that ends the record's batch. */
    int of(Message message) {
        var ends = byEnd.getOrDefault(message.topic() + "/" + message.partition(), new TreeMap<>());
        var next = ends.higherEntry(message.offset());
        if (next == null) {
            throw new AssertionError(
                    "no checkpoint after " + message.topic() + "/" + message.partition() + ":" + message.offset());
        }
        return next.getValue();
    }
}
