package com.pinda.aggregation.query.page;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The view whose rows a page lists, as {@code r}.
 *
 * @param view its name; it has a {@code create_time} and an {@code id}
 * @param item record made of each row: a component for each column that is shown
 */
public record Root<T extends Record>(String view, Class<T> item) {

    String select() {
        return Arrays.stream(item.getRecordComponents())
                .map(RecordComponent::getName)
                .map(name -> "r." + column(name))
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + view + " r"));
    }

    String count() {
        return "SELECT COUNT(*) FROM " + view + " r";
    }

    /** {@code sender_name} for {@code senderName}. */
    static String column(String component) {
        return component.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }
}
