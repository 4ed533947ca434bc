package com.pinda.aggregation.consumer;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.stereotype.Component;

/** Has unknown settings refused wherever they are: by itself Spring passes over those of environment and system. */
@Component
class EverySource implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("cdc");

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(new NoUnboundElementsBindHandler(handler, source -> true)) {

            @Override
            public void onFinish(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                    throws Exception {
                if (OURS.equals(name) || OURS.isAncestorOf(name)) {
                    super.onFinish(name, target, context, result);
                }
                handler.onFinish(name, target, context, result); // which validates
            }
        };
    }
}
