package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.listener.ConsumerAwareRebalanceListener;

/** What is kept of each schema of a topic, and for how long. */
class CopiesIT {

    private final String prefix = "k" + Long.toString(System.nanoTime(), 36);
    private final SourceTable narrow = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private final SourceTable wide =
            SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)", "note text");
    private Topics topics;
    private Target target;
    private Copies copies;
    private ConsumerFactory<?, ?> consumers;
    private ConsumerAwareRebalanceListener rebalances;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(narrow.topic(), 1);
        var application = target.start("cdc.copy.tables=shop.orders");
        Polls.stopListeners(application);
        copies = application.getBean(Copies.class);
        consumers = application.getBean(ConsumerFactory.class);
        rebalances = application.getBean(ConsumerAwareRebalanceListener.class);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void schemasThatAlternateAreReadWithTheReadersThatWereMadeForThem() {
        topics.publish(
                narrow.insert(1, 1L, "a"),
                wide.insert(2, 2L, "b", "n"),
                narrow.insert(3, 3L, "c"),
                wide.insert(4, 4L, "d", "n"),
                narrow.insert(5, 5L, "e"));

        var writers = writers();

        assertThat(writers.get(2)).isSameAs(writers.get(4)).isNotSameAs(writers.get(0));
        assertThat(writers.get(1)).isSameAs(writers.get(3));
    }

    @Test
    void aCopyThatGotAColumnHasItEmptiedByRowsOfAnOlderSchema() {
        topics.publish(narrow.insert(1, 1L, "a"), wide.insert(2, 2L, "b", "n"), narrow.update(3, 2L, "b"));

        var writers = writers();

        assertThat(writers.get(0).insert()).doesNotContain("`note`");
        assertThat(writers.get(2).insert()).contains("`note`");
    }

    @Test
    void partitionsThatWereAnotherConsumersAreReadForTheCopyAsItIsNow() {
        topics.publish(narrow.insert(1, 1L, "a"));
        writers();
        target.jdbc().sql("ALTER TABLE orders ADD COLUMN note text").update();

        try (var consumer = consumers.createConsumer()) {
            rebalances.onPartitionsAssigned(consumer, List.of(new TopicPartition(narrow.topic(), 0)));
        }

        assertThat(writers().get(0).insert()).contains("`note`");
    }

    private List<RowWriter> writers() {
        return Polls.of(narrow.topic(), 100).stream()
                .flatMap(poll -> StreamSupport.stream(poll.spliterator(), false))
                .filter(record -> record.value() != null)
                .map(record -> copies.read(record).orElseThrow().rows())
                .toList();
    }
}
