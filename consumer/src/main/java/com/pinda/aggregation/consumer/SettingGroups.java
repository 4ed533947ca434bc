package com.pinda.aggregation.consumer;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * All there may be below {@code cdc}. What a group holds is read and checked by its own record; this one has a misspelt
 * group refused.
 *
 * @param moreTables tables that are copied besides those of the profile
 * @param moreViews views that are kept besides those of the profile, as a resource pattern
 */
@ConfigurationProperties(value = "cdc", ignoreUnknownFields = false)
record SettingGroups(
        @Nullable String moreTables,
        Map<String, Object> copy,
        Map<String, Object> deadLetter,
        Map<String, Object> registry,
        @Nullable String moreViews,
        Map<String, Object> view) {}
