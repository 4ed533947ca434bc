package com.pinda.aggregation.producer.capture;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class CaptureConfiguration {

    @Bean
    CapturedTables capturedTables(CaptureProperties properties) {
        return new CapturedTables(properties);
    }

    @Bean
    CanalServer canalServer(CaptureProperties properties) {
        return new CanalServer(properties);
    }
}
