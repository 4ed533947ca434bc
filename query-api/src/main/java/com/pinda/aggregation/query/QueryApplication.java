package com.pinda.aggregation.query;

import java.time.Clock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindException;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Starts the REST API over {@code pd_aggregation}; ends with 2 where a setting is wrong. */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@ConfigurationPropertiesScan
public class QueryApplication {

    private static final int WRONG_SETTING = 2;

    public static void main(String[] args) {
        try {
            SpringApplication.run(QueryApplication.class, args);
        } catch (RuntimeException e) {
            if (isWrongSetting(e)) {
                System.exit(WRONG_SETTING);
            }
            throw e;
        }
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    private static boolean isWrongSetting(@Nullable Throwable failure) {
        return Stream.iterate(failure, e -> e != null, Throwable::getCause)
                .anyMatch(e -> e instanceof ConfigurationPropertiesBindException || e instanceof WrongSettingException);
    }
}
