package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.testkit.Registry;
import java.util.Map;
import java.util.Objects;
import kafka.server.KafkaBroker;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A database, a registry and a broker for all tests of the JVM; they end with it. */
public final class Servers {

    private Servers() {}

    /** One for all tests of the JVM. */
    public static Database database() {
        return OfDatabase.INSTANCE;
    }

    /** One for all tests of the JVM. */
    public static Registry registry() {
        return OfRegistry.INSTANCE;
    }

    /** One for all tests of the JVM. */
    public static String brokers() {
        return OfBroker.INSTANCE.getBrokersAsString();
    }

    static void stopBroker() {
        broker().shutdown();
        broker().awaitShutdown();
    }

    /** Starts the broker again, on its port and its data. */
    static void resumeBroker() {
        broker().startup();
    }

    private static KafkaBroker broker() {
        return Objects.requireNonNull(OfBroker.INSTANCE.getCluster())
                .brokers()
                .values()
                .iterator()
                .next();
    }

    private static final class OfDatabase {
        static final Database INSTANCE = Database.start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::close));
        }
    }

    private static final class OfRegistry {
        static final Registry INSTANCE = Registry.start();
    }

    private static final class OfBroker {
        static final EmbeddedKafkaKraftBroker INSTANCE = start();

        private static EmbeddedKafkaKraftBroker start() {
            var broker = new EmbeddedKafkaKraftBroker(1, 4);
            broker.brokerProperties(Map.of(
                    "offsets.topic.num.partitions", "4",
                    "transaction.state.log.num.partitions", "4",
                    "transaction.state.log.replication.factor", "1",
                    "transaction.state.log.min.isr", "1",
                    "group.initial.rebalance.delay.ms", "0",
                    "auto.create.topics.enable", "false"));
            broker.afterPropertiesSet();
            return broker;
        }
    }
}
