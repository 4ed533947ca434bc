package com.pinda.aggregation.query.page;

import com.pinda.aggregation.query.access.Masking;
import com.pinda.aggregation.query.freshness.NotReadyException;
import com.pinda.aggregation.query.freshness.ViewFreshness;
import java.util.List;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Reads pages. */
@Component
public class Pages {

    /** Ids break the tie between rows of the same second, so that no row is on two pages or on none. */
    private static final String NEWEST_FIRST = " ORDER BY r.create_time DESC, r.id DESC LIMIT ? OFFSET ?";

    private final JdbcClient jdbc;
    private final ViewFreshness freshness;
    private final Masking masking;
    private final PageLimits limits;

    Pages(JdbcClient jdbc, ViewFreshness freshness, Masking masking, PageLimits limits) {
        this.jdbc = jdbc;
        this.freshness = freshness;
        this.masking = masking;
        this.limits = limits;
    }

    /**
     * The page of those rows of the view that meet the conditions. Age, count and items are of one moment.
     *
     * @throws NotReadyException where the view was never filled
     */
    @Transactional(readOnly = true)
    public <T extends Record> Found<T> find(Root<T> root, Conditions conditions, PageQuery query) {
        var slice = limits.slice(query);
        var stand = freshness.of(root.view());
        try {
            var where = conditions.where(masking.hidden(root.view()));
            var counts = count(root, where);
            var items = counts > slice.offset() ? items(root, where, slice) : List.<T>of();
            return new Found<>(Page.of(slice, counts, items), stand);
        } catch (BadSqlGrammarException e) {
            throw NotReadyException.ifTableMissing(e, List.of(root.view()));
        }
    }

    private long count(Root<?> root, Conditions.Bound where) {
        return jdbc.sql(root.count() + where.text())
                .params(where.values())
                .query(Long.class)
                .single();
    }

    private <T extends Record> List<T> items(Root<T> root, Conditions.Bound where, Slice slice) {
        var mask = masking.of(root.view());
        return jdbc
                .sql(root.select() + where.text() + NEWEST_FIRST)
                .params(where.values())
                .param(slice.size())
                .param(slice.offset())
                .query(root.item())
                .list()
                .stream()
                .map(item -> MaskedItem.of(item, root.item(), mask))
                .toList();
    }
}
