package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.encode.TransactionEncoder;
import com.pinda.aggregation.producer.encode.TransactionMarks;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.core.ConsumerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.ProducerFactory;

@Configuration(proxyBeanMethods = false)
class PublishConfiguration {

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    TopicNames topicNames(PublishProperties properties) {
        return new TopicNames(properties.topicPrefix());
    }

    @Bean
    SchemaRegistry schemaRegistry(RegistryProperties properties, SslBundles bundles) {
        return properties.client(bundles);
    }

    @Bean
    TransactionMarks transactionMarks(PublishProperties properties, TopicNames names, SchemaRegistry registry) {
        return properties.transactionMetadata() ? new TransactionEncoder(names, registry) : TransactionMarks.NONE;
    }

    @Bean
    Topics topics(KafkaAdmin kafka, PublishProperties properties) {
        return new Topics(() -> Admin.create(kafka.getConfigurationProperties()), properties);
    }

    @Bean
    BatchLimits batchLimits(PublishProperties properties) {
        return new BatchLimits(
                properties.maxRows(),
                properties.maxBytes().toBytes(),
                properties.linger(),
                properties.heartbeatInterval());
    }

    @Bean
    ParkSettings parkSettings(ProducerFactory<?, ?> kafka, PublishProperties properties) {
        var buffer = kafka.getConfigurationProperties()
                .getOrDefault(
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        properties.maxRecordSize().toBytes());
        return new ParkSettings(
                properties.onBadChange(),
                properties.parkedRetry(),
                Math.min(properties.maxRecordSize().toBytes(), Long.parseLong(buffer.toString())));
    }

    @Bean
    Publishers publishers(
            ProducerFactory<?, ?> producers,
            ConsumerFactory<?, ?> consumers,
            PublishProperties properties,
            TopicNames names,
            Topics topics,
            SchemaRegistry registry,
            Clock clock) {
        return new Publishers(
                producers.getConfigurationProperties(),
                consumers.getConfigurationProperties(),
                properties,
                names,
                topics,
                registry,
                clock);
    }
}
