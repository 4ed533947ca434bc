package com.pinda.aggregation.canal.stream;

import com.alibaba.otter.canal.filter.aviater.AviaterRegexFilter;
import com.pinda.aggregation.canal.history.TableName;
import java.util.function.Predicate;

/** Which tables are captured, in canal's filter syntax. Thread safe. */
public final class TableFilter implements Predicate<TableName> {

    private final AviaterRegexFilter filter;

    public TableFilter(String expressions) {
        this.filter = new AviaterRegexFilter(expressions);
    }

    @Override
    public boolean test(TableName table) {
        return filter.filter(table.toString());
    }

    AviaterRegexFilter canal() {
        return filter;
    }
}
