package com.pinda.aggregation.local.compose;

import static java.util.stream.Collectors.toMap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The compose file as Docker reads it, with its anchors followed. */
record ComposeFile(JsonNode content) {
    static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    static final Path PATH = PROJECT.resolve("compose.yml");

    static ComposeFile read() {
        try {
            Map<String, Object> content = new Yaml().load(Files.readString(PATH));
            return new ComposeFile(new JsonMapper().valueToTree(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Stream<Map.Entry<String, JsonNode>> services() {
        return content.path("services").propertyStream();
    }

    /** The files of the secrets, by name. */
    Map<String, JsonNode> secrets() {
        return content.path("secrets").propertyStream().collect(toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The folders that images are built from. */
    Stream<Path> images() {
        return services()
                .map(service -> service.getValue().path("build"))
                .filter(JsonNode::isString)
                .map(folder -> PROJECT.resolve(folder.asString()).normalize());
    }

    /** What canal-server lets through. */
    String filter() {
        return content.path("services")
                .path("canal-server")
                .path("environment")
                .path("CANAL_FILTER")
                .asString();
    }
}
