package com.pinda.aggregation.torture.rig;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a rig is made. Settings are those of docs/operations.md and win over the rig's own.
 *
 * @param folder where all data is, deleted at the end; a temporary one where none is named
 * @param tables {@code db.table}, captured and copied; their databases are created at start, they are not
 * @param sourceOptions options of the source's server
 * @param smallDisk whether canal-server's data is on a small disk of its own, where root may mount one
 * @param keepsData whether nothing is deleted at the end
 * @param canal settings of canal-server, as environment variables
 * @param producer settings of the producer
 * @param consumer settings of the consumer
 */
public record RigOptions(
        Optional<Path> folder,
        SourceKind source,
        List<String> tables,
        List<String> sourceOptions,
        boolean smallDisk,
        boolean keepsData,
        Map<String, String> canal,
        Map<String, String> producer,
        Map<String, String> consumer) {

    public RigOptions {
        tables = List.copyOf(tables);
        sourceOptions = List.copyOf(sourceOptions);
        canal = Map.copyOf(canal);
        producer = Map.copyOf(producer);
        consumer = Map.copyOf(consumer);
    }

    /** A rig on MariaDB that captures and copies these tables. */
    public static RigOptions of(String... tables) {
        return new RigOptions(
                Optional.empty(),
                SourceKind.MARIADB,
                List.of(tables),
                List.of(),
                false,
                false,
                Map.of(),
                Map.of(),
                Map.of());
    }

    /** With these tables too. */
    public RigOptions and(String... more) {
        var all = new ArrayList<>(tables);
        all.addAll(List.of(more));
        return new RigOptions(folder, source, all, sourceOptions, smallDisk, keepsData, canal, producer, consumer);
    }

    /** With its data there. */
    public RigOptions in(Path where) {
        return new RigOptions(
                Optional.of(where), source, tables, sourceOptions, smallDisk, keepsData, canal, producer, consumer);
    }

    /** With a source of this kind, started with these options. */
    public RigOptions from(SourceKind kind, String... options) {
        return new RigOptions(folder, kind, tables, List.of(options), smallDisk, keepsData, canal, producer, consumer);
    }

    /** With canal-server's data on a small disk, where one can be mounted. */
    public RigOptions withSmallDisk() {
        return new RigOptions(folder, source, tables, sourceOptions, true, keepsData, canal, producer, consumer);
    }

    /** With data and logs kept at the end. */
    public RigOptions keepingData() {
        return new RigOptions(folder, source, tables, sourceOptions, smallDisk, true, canal, producer, consumer);
    }

    /** With a setting of canal-server, such as {@code CANAL_FILTER}. */
    public RigOptions withCanal(String variable, String value) {
        return new RigOptions(
                folder,
                source,
                tables,
                sourceOptions,
                smallDisk,
                keepsData,
                with(canal, variable, value),
                producer,
                consumer);
    }

    /** With a setting of the producer. */
    public RigOptions withProducer(String key, String value) {
        return new RigOptions(
                folder,
                source,
                tables,
                sourceOptions,
                smallDisk,
                keepsData,
                canal,
                with(producer, key, value),
                consumer);
    }

    /** With a setting of the consumer. */
    public RigOptions withConsumer(String key, String value) {
        return new RigOptions(
                folder,
                source,
                tables,
                sourceOptions,
                smallDisk,
                keepsData,
                canal,
                producer,
                with(consumer, key, value));
    }

    private static Map<String, String> with(Map<String, String> settings, String key, String value) {
        var more = new HashMap<>(settings);
        more.put(key, value);
        return more;
    }
}
