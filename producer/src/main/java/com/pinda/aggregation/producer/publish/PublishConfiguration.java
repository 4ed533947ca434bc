package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.encode.TransactionEncoder;
import com.pinda.aggregation.producer.encode.TransactionMarks;
import com.pinda.aggregation.schema.TopicNames;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import java.time.Clock;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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
    SchemaRegistry schemaRegistry(RegistryProperties properties) {
        return new SchemaRegistry(properties.url());
    }

    @Bean
    TransactionMarks transactionMarks(PublishProperties properties, TopicNames names, SchemaRegistry registry) {
        return properties.transactionMetadata() ? new TransactionEncoder(names, registry) : TransactionMarks.NONE;
    }

    @Bean
    Topics topics(KafkaProperties kafka, PublishProperties properties) {
        return new Topics(() -> Admin.create(kafka.buildAdminProperties()), properties);
    }

    @Bean
    BatchLimits batchLimits(PublishProperties properties) {
        return new BatchLimits(properties.maxRows(), properties.maxBytes().toBytes(), properties.heartbeatInterval());
    }

    @Bean
    ParkSettings parkSettings(KafkaProperties kafka, PublishProperties properties) {
        var buffer = kafka.buildProducerProperties()
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
            KafkaProperties kafka,
            PublishProperties properties,
            TopicNames names,
            Topics topics,
            SchemaRegistry registry,
            Clock clock) {
        return new Publishers(kafka, properties, names, topics, registry, clock);
    }
}
