package com.pinda.aggregation.consumer.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.consumer.copy.CopyNames;
import com.pinda.aggregation.consumer.view.graph.FollowedSelect;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;

/** The views that are kept, as their definitions say. */
@Component
final class Views {

    private final CopyNames copies;
    private final List<View> declared;
    private volatile Kept kept = new Kept(List.of());

    Views(ViewProperties properties, CopyNames copies, ResourcePatternResolver files) {
        this.copies = copies;
        var byName = new LinkedHashMap<String, String>();
        declared = properties.locations().stream()
                .flatMap(location -> read(location, files).entrySet().stream())
                .map(file -> {
                    var view = DefinitionFile.read(file.getKey(), file.getValue());
                    var other = byName.put(view.name(), file.getKey());
                    if (other != null) {
                        throw new InvalidViewException(
                                file.getKey(), 1, "the view " + view.name() + " is defined in " + other + " too");
                    }
                    checkTables(file.getKey(), view, copies);
                    return view;
                })
                .toList();
    }

    /** What is kept, and the copies that it reads: these are asked for with each record. */
    private record Kept(List<View> views, Set<String> tables) {

        Kept(List<View> views) {
            this(
                    List.copyOf(views),
                    views.stream()
                            .flatMap(view -> view.select().tables().stream())
                            .collect(Collectors.toUnmodifiableSet()));
        }
    }

    private static void checkTables(String file, View view, CopyNames copies) {
        for (var table : view.select().tables()) {
            if (copies.source(table).isEmpty()) {
                throw new InvalidViewException(
                        file, 1, "table " + table + " is no copy; copies are " + String.join(", ", copies.all()));
            }
        }
        if (copies.source(view.name()).isPresent()) {
            throw new InvalidViewException(file, 1, "the view has the name of a copy, " + view.name());
        }
    }

    private static Map<String, String> read(String location, ResourcePatternResolver files) {
        try {
            var texts = new LinkedHashMap<String, String>();
            for (var file : files.getResources(location)) {
                var name = file.getFilename();
                texts.put(name == null ? file.getDescription() : name, file.getContentAsString(UTF_8));
            }
            if (texts.isEmpty()) {
                throw new IllegalArgumentException("cdc.view.locations: no file is at " + location);
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("cdc.view.locations: cannot read " + location, e);
        }
    }

    /** Those that files define. */
    List<View> declared() {
        return declared;
    }

    /** The builds that are kept; the database has them, and this is what was last read there. */
    List<View> all() {
        return kept.views;
    }

    /** Keeps these from now on: whatever is applied later is resolved for them. */
    void keep(List<View> builds) {
        if (!builds.equals(kept.views)) {
            kept = new Kept(builds);
        }
    }

    /** A view's SELECT over the tables of the source. */
    String source(View view) {
        return view.select().over(copyName -> {
            var source = copies.source(copyName).orElseThrow();
            return new FollowedSelect.Elsewhere(source.database(), source.table());
        });
    }

    /** Whether any view reads a copy. */
    boolean read(String copyName) {
        return kept.tables.contains(copyName);
    }

    /** The views that read a copy. */
    List<View> reading(String copyName) {
        var reading = new ArrayList<View>();
        for (var view : kept.views) {
            if (view.select().tables().contains(copyName)) {
                reading.add(view);
            }
        }
        return reading;
    }
}
