package com.pinda.aggregation.schema.wire;

import java.net.URI;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/** The one setting of the serializer and the deserializer. */
final class RegistryUrl {

    static final String SETTING = "schema.registry.url";

    private RegistryUrl() {}

    static URI of(Map<String, ?> settings) {
        var value = settings.get(SETTING);
        if (value == null || value.toString().isBlank()) {
            throw new ConfigException(SETTING, value, "the address of a schema registry with the Confluent API");
        }
        return URI.create(value.toString());
    }
}
