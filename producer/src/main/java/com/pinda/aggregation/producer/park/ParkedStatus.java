package com.pinda.aggregation.producer.park;

import com.pinda.aggregation.producer.publish.ParkedTable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** What is parked as of the last checkpoint; written by the pipeline's thread, read by others. */
@Component
public class ParkedStatus {

    private volatile List<ParkedTable> tables = List.of();

    void set(List<ParkedTable> parked) {
        tables = List.copyOf(parked);
    }

    /** How many changes are parked and not released. */
    public long changes() {
        return tables.stream().mapToLong(ParkedTable::changes).sum();
    }

    /** For health: of each table what of it is parked, how much, since when and why. */
    public List<Map<String, Object>> details() {
        return tables.stream().map(ParkedStatus::details).toList();
    }

    private static Map<String, Object> details(ParkedTable parked) {
        var details = new LinkedHashMap<String, Object>();
        details.put("table", parked.table().toString());
        details.put("paused", parked.pausedFrom() != null);
        details.put("keys", parked.keys().size());
        details.put("changes", parked.changes());
        details.put("since", Instant.ofEpochMilli(parked.sinceMs()).toString());
        details.put("reason", parked.cause());
        return details;
    }
}
