package com.pinda.aggregation.consumer.view.topic;

import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.RegistryException;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.ProducerFactory;

/** Publishes what becomes of views' rows. Safe for use by many threads. */
public final class ViewPublisher implements DisposableBean {

    /** After this a transaction of Kafka has ended, whoever began it. */
    private static final Duration CERTAIN = Duration.ofSeconds(30);

    private static final String KNOWN = "SELECT topic_id FROM _view_topic WHERE view_name = ?";

    private static final String KNOW = "REPLACE INTO _view_topic (view_name, topic_id) VALUES (?, ?)";

    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final Forms forms;
    private final Outbox outbox;
    private final ViewProducers producers;
    private final String version;

    /**
     * A publisher of an application's views.
     *
     * @param partitions of each topic that is made
     * @param admin settings of an admin client
     * @param others whose settings its producers have, besides their own
     */
    public ViewPublisher(
            int partitions,
            TopicNames names,
            Map<String, Object> admin,
            ProducerFactory<Object, Object> others,
            SchemaRegistry registry,
            JdbcTemplate jdbc,
            Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.forms = new Forms(jdbc, new ViewTopics(admin, partitions), registry, names);
        this.outbox = new Outbox(jdbc);
        this.producers = new ViewProducers(others, names.prefix());
        var implementation = ViewPublisher.class.getPackage().getImplementationVersion();
        this.version = implementation == null ? "development" : implementation;
    }

    /**
     * Has a view's topic and schemas be there, and be those of its columns as they are now. Until this was done its
     * keys are kept.
     *
     * @throws KafkaException where the topic cannot be made
     * @throws RegistryException where the registry is away, or refuses the schema
     * @throws IllegalArgumentException where a column has no representation in Avro
     * @throws DataAccessException where the database is away
     */
    public void prepare(PublishedView view) {
        var unused = forms.prepare(view);
    }

    /** Whether a view that is prepared has a topic in which not all of its rows were put yet. */
    public boolean lacksRows(PublishedView view) {
        var known = jdbc.queryForList(KNOWN, String.class, view.id());
        return forms.of(view).filter(form -> !known.contains(form.topic().id())).isPresent();
    }

    /** All rows of the view are in its topic, or on their way to it. */
    public void hasRows(PublishedView view) {
        forms.of(view)
                .ifPresent(form -> jdbc.update(KNOW, view.id(), form.topic().id()));
    }

    /** Begins to publish what becomes of a batch of keys. */
    public Publication begin(PublishedView view) {
        Optional<ChangeEncoder> encoder = forms.of(view).map(form -> new ChangeEncoder(form, version));
        return new Publication(view, encoder, producers, outbox, forms, clock);
    }

    /** Keys of a view whose rows are not known to be in its topic: what was being published is not among them. */
    public List<UnpublishedKeys> unpublished(PublishedView view) {
        return forms.of(view).isPresent() ? outbox.left(view, CERTAIN.toMillis()) : List.of();
    }

    /** These are published another way. */
    public void forget(UnpublishedKeys keys) {
        outbox.delete(List.of(keys.id()));
    }

    ViewProducers producers() {
        return producers;
    }

    @Override
    public void destroy() {
        producers.destroy();
    }
}
