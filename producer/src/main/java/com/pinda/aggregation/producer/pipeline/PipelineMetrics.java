package com.pinda.aggregation.producer.pipeline;

import com.pinda.aggregation.producer.park.ParkedStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pipeline's numbers as Micrometer meters. */
@Configuration(proxyBeanMethods = false)
class PipelineMetrics {

    @Bean
    Statistics statistics(Clock clock) {
        return new Statistics(clock);
    }

    @Bean
    MeterBinder pipelineMeters(Statistics statistics, ParkedStatus parked) {
        return registry -> {
            FunctionCounter.builder("cdc.changes.captured", statistics, Statistics::captured)
                    .description("row changes read from canal, without those that were read before")
                    .register(registry);
            FunctionCounter.builder("cdc.changes.published", statistics, Statistics::published)
                    .description("row changes committed to Kafka")
                    .register(registry);
            FunctionCounter.builder("cdc.batches", statistics, Statistics::batches)
                    .description("Kafka transactions committed")
                    .register(registry);
            Gauge.builder("cdc.parked", parked, ParkedStatus::changes)
                    .description("row changes that wait beside their topic, as one of them cannot be published")
                    .register(registry);
            Gauge.builder("cdc.lag.ms", statistics, Statistics::lagMs)
                    .description(
                            "age of the last published change when it was published, 0 while nothing waits; grows while the source is not read")
                    .baseUnit("milliseconds")
                    .register(registry);
        };
    }
}
