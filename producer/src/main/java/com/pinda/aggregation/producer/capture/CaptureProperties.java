package com.pinda.aggregation.producer.capture;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What is read, and from where.
 *
 * @param address host:port of the canal server
 * @param destination canal's name for the source
 * @param user canal's user, where it asks for one
 * @param password of that user
 * @param statusUrl where the canal server tells its state; {@code none}: it is not asked, and a gap may go unseen
 * @param batchSizeKb size of one batch that canal sends, kilobytes
 * @param idlePause longest pause between two looks at canal while nothing changes
 * @param receiveTimeout longest wait for an answer of canal
 * @param epoch grows when the source is replaced or reset, 0 to 127
 * @param tables the tables to capture: {@code database.table}, with {@code *} for any characters
 * @param excludeTables tables that are not captured although {@code tables} names them
 * @param includeColumns {@code database.table(column,column)}: only these columns of the table
 * @param excludeColumns {@code database.table.column}: columns that never leave the source
 * @param keys {@code database.table(column,column)}: the key of a table without primary key
 * @param sensitive {@code database.table.column=personal|secret}
 */
@Validated
@ConfigurationProperties(value = "cdc.capture", ignoreUnknownFields = false)
record CaptureProperties(
        @NotBlank @Pattern(regexp = ".+:[0-9]+", message = "is host:port") @DefaultValue("127.0.0.1:11111")
        String address,

        @NotBlank @DefaultValue("tms") String destination,
        @DefaultValue("") String user,
        @DefaultValue("") String password,

        @NotBlank(message = "is required: http://<canal-server>:11112/status, or none, and then a gap may go unseen") @Pattern(regexp = "none|https?://.+|\\s*", message = "is an http address, or none")
        String statusUrl,

        @Positive @DefaultValue("2048") int batchSizeKb,
        @DefaultValue("5ms") Duration idlePause,
        @DefaultValue("60s") Duration receiveTimeout,
        @Min(0) @Max(127) @DefaultValue("0") int epoch,

        @NotEmpty(message = "is required: database.table, with * for any characters") @DefaultValue
        List<String> tables,

        @DefaultValue List<String> excludeTables,
        @DefaultValue List<String> includeColumns,
        @DefaultValue List<String> excludeColumns,
        @DefaultValue List<String> keys,
        @DefaultValue List<String> sensitive) {

    CaptureProperties {
        positive("idle-pause", idlePause);
        positive("receive-timeout", receiveTimeout);
        tables = withoutBlanks(tables);
        excludeTables = withoutBlanks(excludeTables);
        includeColumns = withoutBlanks(includeColumns);
        excludeColumns = withoutBlanks(excludeColumns);
        keys = withoutBlanks(keys);
        sensitive = withoutBlanks(sensitive);
    }

    private static void positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(
                    "cdc.capture." + name + " is " + value + ", but must be longer than nothing");
        }
    }

    private static List<String> withoutBlanks(List<String> entries) {
        return entries.stream()
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .toList();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "CaptureProperties[" + destination + " at " + address + ", tables=" + tables + "]";
    }
}
