package com.pinda.aggregation.query;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the API may be asked for, and when a copy counts as ready. One record for the prefix, so that a misspelt key is
 * refused at start.
 *
 * @param maxPageSize most items in one page
 * @param maxDepth last row, counted from the newest, that a page may reach
 * @param expectedTables copies that must have been filled before the service is ready
 * @param staleAfter lag from which a copy is called stale
 * @param freshnessReusedFor how long answers state how far a view was, so that each need not look
 * @param rowsCachedFor how long {@code /sync/status} repeats the row counts it has
 * @param feed changes of views as server-sent events
 * @param maxExportRows most rows in one CSV export
 * @param cursorKey what cursors are signed with, the same in each instance; null for one made at each start
 * @param maxWait longest that a request is let wait until a view is as fresh as it demands
 * @param maxWaiting requests that may wait so at once
 * @param access who may call, what they may see, and how often
 */
@Validated
@ConfigurationProperties(prefix = "query", ignoreUnknownFields = false)
public record QueryProperties(
        @Min(1) @DefaultValue("100") int maxPageSize,
        @Min(1) @DefaultValue("100000") int maxDepth,

        @NotEmpty @DefaultValue({
            "pd_order",
            "pd_order_cargo",
            "pd_order_location",
            "pd_transport_order",
            "pd_transport_order_task",
            "pd_task_transport",
            "pd_driver_job",
            "pd_task_pickup_dispatch",
            "pd_truck",
            "pd_truck_type",
            "pd_fleet",
            "pd_transport_line",
            "pd_transport_trips",
            "pd_goods_type",
            "pd_core_org",
            "pd_core_station",
            "pd_auth_user",
            "pd_area"
        })
        List<@NotBlank String> expectedTables,

        @DurationMin(millis = 1) @DefaultValue("30s") Duration staleAfter,
        @DurationMin @DefaultValue("100ms") Duration freshnessReusedFor,
        @DurationMin @DefaultValue("5s") Duration rowsCachedFor,
        @Valid @DefaultValue FeedProperties feed,
        @Min(1) @DefaultValue("100000") int maxExportRows,
        @Size(min = 16) @Nullable String cursorKey,
        @DurationMin @DefaultValue("30s") Duration maxWait,
        @Min(1) @DefaultValue("1000") int maxWaiting,
        @Valid @DefaultValue AccessProperties access) {

    public QueryProperties {
        expectedTables = List.copyOf(expectedTables);
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "QueryProperties[maxPageSize=%d, maxDepth=%d, expectedTables=%s, staleAfter=%s, rowsCachedFor=%s, maxExportRows=%d]"
                .formatted(maxPageSize, maxDepth, expectedTables, staleAfter, rowsCachedFor, maxExportRows);
    }
}
