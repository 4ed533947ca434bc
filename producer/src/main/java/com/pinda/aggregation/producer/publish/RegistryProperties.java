package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.wire.Reason;
import com.pinda.aggregation.schema.wire.SchemaRegistry;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.validation.annotation.Validated;

/**
 * The schema registry.
 *
 * @param url address of its Confluent API, before {@code /subjects}
 * @param sslBundle name of the SSL bundle with the authorities that are trusted to sign its certificate; empty: those
 *     of the JVM
 */
@Validated
@ConfigurationProperties(value = "cdc.registry", ignoreUnknownFields = false)
record RegistryProperties(
        @NotNull @DefaultValue("http://127.0.0.1:8081/apis/ccompat/v7")
        URI url,

        @DefaultValue("") String sslBundle) {

    private static final String BUNDLE = "cdc.registry.ssl-bundle";

    /**
     * A client of it.
     *
     * @throws InvalidConfigurationPropertyValueException where there is no such bundle, it cannot be read, or the
     *     address speaks no TLS
     */
    SchemaRegistry client(SslBundles bundles) {
        if (sslBundle.isBlank()) {
            return new SchemaRegistry(url);
        }
        if (!bundles.getBundleNames().contains(sslBundle)) {
            throw new InvalidConfigurationPropertyValueException(
                    BUNDLE,
                    sslBundle,
                    "there is no such SSL bundle; set spring.ssl.bundle.pem." + sslBundle + ".truststore.certificate");
        }
        if (!"https".equalsIgnoreCase(url.getScheme())) {
            throw new InvalidConfigurationPropertyValueException(
                    BUNDLE, sslBundle, "it is for https, and cdc.registry.url begins with " + url.getScheme() + ":");
        }
        return new SchemaRegistry(url, trusted(bundles));
    }

    private SSLContext trusted(SslBundles bundles) {
        try {
            return bundles.getBundle(sslBundle).createSslContext();
        } catch (IllegalStateException e) {
            throw new InvalidConfigurationPropertyValueException(
                    BUNDLE, sslBundle, "this SSL bundle cannot be read: " + Reason.of(e), e);
        }
    }
}
