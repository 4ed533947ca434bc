package com.pinda.aggregation.query.demand;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Has what callers demand of freshness looked at before anything else. */
@Configuration(proxyBeanMethods = false)
class DemandConfiguration implements WebMvcConfigurer {

    private final FreshnessInterceptor interceptor;

    DemandConfiguration(FreshnessInterceptor interceptor) {
        this.interceptor = interceptor;
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(interceptor);
    }
}
