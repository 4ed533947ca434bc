package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.testkit.ServerCertificate;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.network.ListenerName;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A broker that speaks TLS with those who come by its link, with one of two certificates, and none with others. */
final class SecuredBroker implements AutoCloseable {

    private static final String SECURED = "SECURED";

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    private final Link link = Link.to(1);
    private final Link first;
    private final Link second;

    /** Shows the first certificate. */
    SecuredBroker(ServerCertificate first, ServerCertificate second) {
        broker.brokerProperties(Map.of(
                "listeners", "EXTERNAL://localhost:0,SECURED://localhost:0,CONTROLLER://localhost:0",
                "advertised.listeners", "EXTERNAL://localhost:0,SECURED://127.0.0.1:" + link.port(),
                "listener.security.protocol.map", "EXTERNAL:PLAINTEXT,SECURED:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "offsets.topic.num.partitions", "1",
                "transaction.state.log.num.partitions", "1",
                "transaction.state.log.replication.factor", "1",
                "transaction.state.log.min.isr", "1",
                "group.initial.rebalance.delay.ms", "0",
                "auto.create.topics.enable", "false"));
        broker.afterPropertiesSet();
        var port = Objects.requireNonNull(broker.getCluster())
                .brokers()
                .values()
                .iterator()
                .next()
                .boundPort(new ListenerName(SECURED));
        this.first = Link.inTls(port, first);
        this.second = Link.inTls(port, second);
        showFirst();
    }

    /** Where it speaks TLS. */
    String secured() {
        return "127.0.0.1:" + link.port();
    }

    /** Where it does not. */
    String plain() {
        return broker.getBrokersAsString();
    }

    /** Cuts all connections; those that are made from now on are shown the first certificate. */
    void showFirst() {
        link.leadTo(first.port());
    }

    /** The same, with the second. */
    void showSecond() {
        link.leadTo(second.port());
    }

    @Override
    public void close() {
        link.close();
        first.close();
        second.close();
        broker.destroy();
    }
}
