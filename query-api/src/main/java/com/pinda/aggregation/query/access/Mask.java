package com.pinda.aggregation.query.access;

import org.jspecify.annotations.Nullable;

/** Shows a value as its reader may see it. */
@FunctionalInterface
public interface Mask {

    /** For a reader who may see all. */
    Mask NONE = (path, value) -> value;

    /**
     * The value, or what stands for it.
     *
     * @param path column of the view, as {@code sender_name}, with what is in its JSON behind points, as
     *     {@code legs.driver_name}
     * @param value as it is in the view
     */
    @Nullable String shown(String path, @Nullable String value);
}
