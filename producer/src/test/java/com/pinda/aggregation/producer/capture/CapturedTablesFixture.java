package com.pinda.aggregation.producer.capture;

import java.util.List;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** Captured tables from settings, as Spring Boot binds them. */
public final class CapturedTablesFixture {

    private CapturedTablesFixture() {}

    /** The tables, with further settings {@code key=value} below {@code cdc.capture}. */
    public static CapturedTables of(String tables, String... settings) {
        return new CapturedTables(properties(tables, settings));
    }

    /** The settings themselves. */
    static CaptureProperties properties(String tables, String... settings) {
        var source = new MapConfigurationPropertySource();
        source.put("cdc.capture.tables", tables);
        for (var setting : List.of(settings)) {
            var equals = setting.indexOf('=');
            source.put("cdc.capture." + setting.substring(0, equals), setting.substring(equals + 1));
        }
        return new Binder(source).bind("cdc.capture", CaptureProperties.class).get();
    }
}
