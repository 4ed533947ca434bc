package com.pinda.aggregation.query.page;

import com.pinda.aggregation.query.freshness.Freshness;
import com.pinda.aggregation.query.freshness.NotReadyException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
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
    private final Freshness freshness;
    private final PageLimits limits;

    Pages(JdbcClient jdbc, Freshness freshness, PageLimits limits) {
        this.jdbc = jdbc;
        this.freshness = freshness;
        this.limits = limits;
    }

    /**
     * The page of those rows of the root that meet the conditions. Age, count and items are of one moment.
     *
     * @throws NotReadyException where one of the tables was never filled
     */
    @Transactional(readOnly = true)
    public <T> Found<T> find(Root<T> root, Conditions conditions, PageQuery query) {
        var slice = limits.slice(query);
        var tables = tables(root, conditions);
        var age = freshness.age(tables);
        try {
            var counts = count(root, conditions);
            var items = counts > slice.offset() ? items(root, conditions, slice) : List.<T>of();
            return new Found<>(Page.of(slice, counts, items), age);
        } catch (BadSqlGrammarException e) {
            throw NotReadyException.ifTableMissing(e, tables);
        }
    }

    private static Set<String> tables(Root<?> root, Conditions conditions) {
        var tables = new LinkedHashSet<String>();
        tables.add(root.table());
        tables.addAll(conditions.tables());
        return tables;
    }

    private long count(Root<?> root, Conditions conditions) {
        return jdbc.sql(root.count() + conditions.where())
                .params(conditions.values())
                .query(Long.class)
                .single();
    }

    private <T> List<T> items(Root<T> root, Conditions conditions, Slice slice) {
        return jdbc.sql(root.select() + conditions.where() + NEWEST_FIRST)
                .params(conditions.values())
                .param(slice.size())
                .param(slice.offset())
                .query(root.item())
                .list();
    }
}
