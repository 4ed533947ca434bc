package com.pinda.aggregation.query.page;

import com.pinda.aggregation.query.QueryProperties;
import com.pinda.aggregation.query.problem.BadFieldException;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** Refuses a page that would cost too much to read. */
@Component
class PageLimits {

    private static final int DEFAULT_SIZE = 10;

    private final QueryProperties properties;

    PageLimits(QueryProperties properties) {
        this.properties = properties;
    }

    Slice slice(PageQuery query) {
        var slice = new Slice(
                Objects.requireNonNullElse(query.page(), 1),
                Objects.requireNonNullElse(query.pageSize(), Math.min(DEFAULT_SIZE, properties.maxPageSize())));
        if (slice.page() < 1) {
            throw new BadFieldException("page", "must be 1 or more");
        }
        if (slice.size() < 1 || slice.size() > properties.maxPageSize()) {
            throw new BadFieldException("pageSize", "must be from 1 to " + properties.maxPageSize());
        }
        if (slice.end() > properties.maxDepth()) {
            throw new BadFieldException(
                    "page",
                    "may not reach beyond row %d (page x pageSize is %d); narrow the filters instead"
                            .formatted(properties.maxDepth(), slice.end()));
        }
        return slice;
    }
}
