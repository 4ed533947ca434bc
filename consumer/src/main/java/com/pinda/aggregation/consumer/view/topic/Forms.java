package com.pinda.aggregation.consumer.view.topic;

import com.pinda.aggregation.schema.TableDefinition;
import com.pinda.aggregation.schema.TableSchemas;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.KafkaException;

/** The forms of views whose topic is there and whose schemas are registered. Safe for use by many threads. */
final class Forms {

    private final JdbcTemplate jdbc;
    private final ViewColumns columns;
    private final ViewTopics topics;
    private final SchemaRegistry registry;
    private final TopicNames names;
    private final Map<String, Form> present = new ConcurrentHashMap<>();
    private final Set<String> doubted = ConcurrentHashMap.newKeySet();

    Forms(JdbcTemplate jdbc, ViewTopics topics, SchemaRegistry registry, TopicNames names) {
        this.jdbc = jdbc;
        this.columns = new ViewColumns(jdbc);
        this.topics = topics;
        this.registry = registry;
        this.names = names;
    }

    /** The form of a view; empty until it is prepared. */
    Optional<Form> of(PublishedView view) {
        return Optional.ofNullable(present.get(view.id()))
                .filter(form -> form.view().equals(view));
    }

    /** Has a view's topic looked for when it is prepared the next time: it may be gone. */
    void doubt(PublishedView view) {
        doubted.add(view.id());
    }

    /**
     * Makes topic and schemas, or looks whether they are still the ones.
     *
     * @throws KafkaException where the topic cannot be made
     * @throws RegistryException where the registry is away, or refuses the schema
     * @throws IllegalArgumentException where a column has no representation
     */
    synchronized Form prepare(PublishedView view) {
        var now = columns.of(view);
        var known = of(view);
        var isAsItWas = known.isPresent() && known.get().columns().equals(now);
        if (isAsItWas && !doubted.contains(view.id())) {
            return known.orElseThrow();
        }
        if (!isAsItWas) {
            // what is written by another schema would be wrong
            present.remove(view.id());
        }
        var form = form(view, now);
        present.put(view.id(), form);
        doubted.remove(view.id());
        return form;
    }

    private Form form(PublishedView view, TableDefinition definition) {
        var topic = topics.of(names.table(definition.id()));
        var schemas = TableSchemas.of(definition, names.prefix());
        var key = registry.register(topic.name() + "-key", schemas.key().orElseThrow());
        var value = registry.register(topic.name() + "-value", schemas.envelope());
        var database = jdbc.queryForObject("SELECT DATABASE()", String.class);
        return new Form(view, definition, topic, key, value, names.prefix(), String.valueOf(database));
    }
}
