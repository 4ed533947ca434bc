package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TopicNames;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The copies that are kept, by their names. */
@Component
public final class CopyNames {

    private final Map<String, TableId> sources;
    private final TopicNames topics;

    CopyNames(CopyProperties properties) {
        this.sources = properties.copiedTables().stream()
                .collect(Collectors.toMap(
                        CopiedTable::copyName, CopiedTable::source, (one, other) -> one, TreeMap::new));
        this.topics = properties.topics();
    }

    /** All of them, sorted. */
    public Set<String> all() {
        return sources.keySet();
    }

    /** The table that a copy is of; empty where there is no such copy. */
    public Optional<TableId> source(String copyName) {
        return Optional.ofNullable(sources.get(copyName));
    }

    /** The names of the topics that the copies are read from, and of those beside them. */
    public TopicNames topics() {
        return topics;
    }
}
