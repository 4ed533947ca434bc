package com.pinda.aggregation.consumer;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

/** Starts the copies: Kafka in, {@code pd_aggregation} out; ends with 2 where a setting is wrong. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class ConsumerApplication {

    private static final int WRONG_SETTING = 2;

    public static void main(String[] args) {
        try {
            SpringApplication.run(ConsumerApplication.class, args);
        } catch (RuntimeException e) {
            if (isWrongSetting(e)) {
                System.exit(WRONG_SETTING);
            }
            throw e;
        }
    }

    private static boolean isWrongSetting(@Nullable Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .anyMatch(e -> e instanceof ConfigurationPropertiesBindException
                        || e instanceof InvalidConfigurationPropertyValueException);
    }
}
