package com.pinda.aggregation.query.page;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/**
 * One page of a list, newest first.
 *
 * @param counts rows that meet the filters
 * @param pagesize items in a full page
 * @param pages how many pages those rows fill
 * @param page which of them this is, from 1 on
 * @param items the rows; none beyond the last page
 */
public record Page<T>(
        @Schema(description = "Rows that meet the filters", example = "1680")
        long counts,

        @Schema(description = "Items in a full page", example = "10")
        int pagesize,

        @Schema(description = "How many pages those rows fill", example = "168")
        long pages,

        @Schema(description = "Which page this is, from 1 on", example = "1")
        int page,

        @Schema(description = "The rows, by create time and id, newest first; none beyond the last page")
        List<T> items) {

    public Page {
        items = List.copyOf(items);
    }

    static <T> Page<T> of(Slice slice, long counts, List<T> items) {
        return new Page<>(counts, slice.size(), (counts + slice.size() - 1) / slice.size(), slice.page(), items);
    }
}
