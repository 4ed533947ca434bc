package com.pinda.aggregation.query;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.stereotype.Component;

/** Has unknown settings refused wherever they are: by itself Spring passes over those of environment and system. */
@Component
class EverySource implements ConfigurationPropertiesBindHandlerAdvisor {

    private static final ConfigurationPropertyName OURS = ConfigurationPropertyName.of("query");

    /** Kubernetes and compose have variables of this name for a service that is called query-api. */
    private static final ConfigurationPropertyName OTHERS = ConfigurationPropertyName.of("query.api");

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(new NoUnboundElementsBindHandler(handler, source -> true)) {

            @Override
            public void onFinish(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                    throws Exception {
                if (name.equals(OURS)) {
                    refuseUnknown(name, target, context, result);
                }
                handler.onFinish(name, target, context, result); // which validates
            }

            private void refuseUnknown(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, @Nullable Object result)
                    throws Exception {
                try {
                    super.onFinish(name, target, context, result);
                } catch (UnboundConfigurationPropertiesException e) {
                    if (!e.getUnboundProperties().stream()
                            .allMatch(property -> OTHERS.isAncestorOf(property.getName()))) {
                        throw e;
                    }
                }
            }
        };
    }
}
