package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.wire.SchemaRegistry;
import jakarta.validation.constraints.NotNull;
import java.net.URI;
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

    /**
     * A client of it.
     *
     * @throws InvalidConfigurationPropertyValueException where there is no such bundle
     */
    SchemaRegistry client(SslBundles bundles) {
        if (sslBundle.isBlank()) {
            return new SchemaRegistry(url);
        }
        if (!bundles.getBundleNames().contains(sslBundle)) {
            throw new InvalidConfigurationPropertyValueException(
                    "cdc.registry.ssl-bundle",
                    sslBundle,
                    "there is no such SSL bundle; set spring.ssl.bundle.pem." + sslBundle + ".truststore.certificate");
        }
        return new SchemaRegistry(url, bundles.getBundle(sslBundle).createSslContext());
    }
}
