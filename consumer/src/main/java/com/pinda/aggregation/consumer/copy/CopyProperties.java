package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.TopicNames;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is copied, and how.
 *
 * @param topicPrefix first part of each topic's name, and of the consumer groups'
 * @param tables tables of the source, {@code db.table} or {@code db.table=copy_name}
 * @param indexes secondary indexes of the copies, {@code copy_name(column,column)}
 * @param threads consumers at work side by side, each with its partitions and its connection
 * @param ddl whether a copy follows its source's new and wider columns, stays as it is, or the table's partitions wait
 *     for a person
 * @param collation collation of the text of copies that are created, but of keys and indexed columns, which are
 *     compared by their bytes
 * @param badChangeRetry how often parked records are tried again, and how long a partition waits that is stopped
 * @param maxParked of how many records that cannot be applied, or are behind such, a table goes on; with more, its
 *     partitions stop in front of them. 0: with the first
 * @param deletesKept how long deletes are remembered, so that reading a topic again brings no deleted row back; longer
 *     than the topics keep a delete and what came before it
 * @param silentAfter how long a listener may be without a broker before the health says so
 */
@Validated
@ConfigurationProperties(value = "cdc.copy", ignoreUnknownFields = false)
record CopyProperties(
        @NotNull @DefaultValue("tms") String topicPrefix,
        @DefaultValue List<String> tables,
        @DefaultValue List<String> indexes,
        @Positive @DefaultValue("2") int threads,
        @NotNull @DefaultValue("EVOLVE") Ddl ddl,
        @NotNull @DefaultValue("utf8mb4_general_ci") String collation,
        @NotNull @DefaultValue("30s") Duration badChangeRetry,
        @PositiveOrZero @DefaultValue("1000") int maxParked,
        @NotNull @DefaultValue("30d") Duration deletesKept,
        @NotNull @DefaultValue("30s") Duration silentAfter) {

    /** What happens when the source's table is no longer like its copy. */
    enum Ddl {
        /** New columns are added, columns that became wider are widened. */
        EVOLVE,
        /** The copy's columns stay as they are: values of others are left out, values that do not fit are parked. */
        IGNORE,
        /** The table's partitions wait until a person has changed the copy. */
        PAUSE
    }

    CopyProperties {
        tables = tables.stream().filter(table -> !table.isBlank()).toList();
        indexes = List.copyOf(indexes);
        positive("cdc.copy.bad-change-retry", badChangeRetry);
        positive("cdc.copy.deletes-kept", deletesKept);
        positive("cdc.copy.silent-after", silentAfter);
        named("cdc.copy.topic-prefix", topicPrefix, TopicNames::new);
        if (!collation.matches("utf8mb4_\\w+")) {
            throw new IllegalArgumentException(
                    "cdc.copy.collation: a collation of utf8mb4, such as utf8mb4_general_ci, not '" + collation + "'");
        }
        var copies = copiedTables(tables, new TopicNames(topicPrefix));
        for (var index : copyIndexes(indexes)) {
            if (copies.stream().noneMatch(copy -> copy.copyName().equals(index.copyName()))) {
                throw new IllegalArgumentException("cdc.copy.indexes: '" + index.copyName()
                        + "' is not a copy; copies are "
                        + copies.stream().map(CopiedTable::copyName).collect(Collectors.joining(", ")));
            }
        }
    }

    List<CopiedTable> copiedTables() {
        return copiedTables(tables, topics());
    }

    List<CopyIndex> copyIndexes() {
        return copyIndexes(indexes);
    }

    TopicNames topics() {
        return new TopicNames(topicPrefix);
    }

    /** The consumer group of the copies. */
    String group() {
        return topicPrefix + "-copy";
    }

    private static List<CopiedTable> copiedTables(List<String> texts, TopicNames topics) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("cdc.copy.tables: name at least one table, as db.table");
        }
        var copies = texts.stream()
                .map(text -> named("cdc.copy.tables", text, t -> CopiedTable.parse(t, topics)))
                .distinct()
                .toList();
        var byName = new HashMap<String, CopiedTable>();
        var byTopic = new HashMap<String, CopiedTable>();
        for (var copy : copies) {
            var other = byName.putIfAbsent(copy.copyName(), copy);
            if (other != null) {
                throw new IllegalArgumentException("cdc.copy.tables: " + other.source() + " and " + copy.source()
                        + " would both be copied to '" + copy.copyName() + "'; give one another name: " + copy.source()
                        + "=" + copy.source().database() + "_" + copy.source().table());
            }
            other = byTopic.putIfAbsent(copy.topic(), copy);
            if (other != null) {
                throw new IllegalArgumentException("cdc.copy.tables: " + other.source() + " and " + copy.source()
                        + " have the same topic, " + copy.topic() + "; copy one of them");
            }
        }
        return copies;
    }

    private static List<CopyIndex> copyIndexes(List<String> texts) {
        return named("cdc.copy.indexes", String.join(",", texts), CopyIndex::parse);
    }

    private static void positive(String key, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(key + ": longer than nothing, not " + value);
        }
    }

    private static <T> T named(String key, String value, java.util.function.Function<String, T> read) {
        try {
            return read.apply(value);
        } catch (IllegalArgumentException e) {
            // without its cause: the innermost is all that is told at start
            throw new IllegalArgumentException(key + ": " + e.getMessage());
        }
    }
}
