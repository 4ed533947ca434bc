package com.pinda.aggregation.producer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.schema.TableId;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * The tables that a statement is about. canal-server tells them in a property of the change, a JSON array with database
 * and name of each; canal itself tells one, in the header.
 */
final class StatementTables {

    private static final byte[] KEY = "tables".getBytes(UTF_8);
    private static final JsonMapper JSON = new JsonMapper();
    private static final TypeReference<List<List<String>>> NAMES = new TypeReference<>() {};

    private StatementTables() {}

    static List<TableId> ofHeader(EntryHeader header) {
        return header.database().isEmpty() || header.table().isEmpty()
                ? List.of()
                : List.of(new TableId(header.database(), header.table()));
    }

    /** Those of a property; empty where it is another one. */
    static Optional<List<TableId>> of(Property property) {
        return property.hasKey(KEY)
                ? Optional.of(JSON.readValue(property.value(), NAMES).stream()
                        .map(name -> new TableId(name.get(0), name.get(1)))
                        .toList())
                : Optional.empty();
    }
}
