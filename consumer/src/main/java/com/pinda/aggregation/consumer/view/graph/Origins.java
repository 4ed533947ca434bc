package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.view.graph.Source.Derived;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.JsonFunction;
import net.sf.jsqlparser.expression.MySQLGroupConcat;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/**
 * From which columns of copies each value of a view's row is made, so that it is shown to nobody who may not see these.
 * What only decides which rows are taken, as a condition or an order, is none of them.
 */
final class Origins {

    private final Function<PlainSelect, Scope> scopes;
    private final Map<String, Set<String>> found = new TreeMap<>();

    /** @param scopes the scope of each SELECT that was read */
    Origins(Function<PlainSelect, Scope> scopes) {
        this.scopes = scopes;
    }

    /**
     * Of all output columns.
     *
     * @return by output column, and by what its JSON objects hold, as {@code legs.driver_name}: {@code copy.column}
     */
    Map<String, Set<String>> of(Scope outer) {
        for (int i = 0; i < outer.names().size(); i++) {
            new Walk(outer, outer.names().get(i)).read(outer.output(i));
        }
        return found;
    }

    private final class Walk extends ExpressionVisitorAdapter<@Nullable Void> {

        private final Scope scope;
        private final String path;

        Walk(Scope scope, String path) {
            this.scope = scope;
            this.path = path;
        }

        void read(Expression expression) {
            expression.accept(this, null);
        }

        @Override
        public <S> @Nullable Void visit(Column column, S context) {
            var table = column.getTable();
            if (table == null || table.getName() == null) {
                return null; // TRUE and FALSE
            }
            var name = Names.plain(column.getColumnName());
            var source = scope.source(Names.plain(table.getName())).orElseThrow();
            if (source instanceof Occurrence occurrence) {
                found.computeIfAbsent(path, key -> new TreeSet<>()).add(occurrence.table() + "." + name);
            } else if (source instanceof Derived derived) {
                for (var branch : derived.branches()) {
                    branch.output(name).ifPresent(new Walk(branch, path)::read);
                }
            }
            return null;
        }

        @Override
        public <S> @Nullable Void visit(JsonFunction function, S context) {
            for (var pair : function.getKeyValuePairs()) {
                var key = String.valueOf(pair.getKey());
                var isText = key.length() > 1 && key.startsWith("'") && key.endsWith("'");
                var inner = isText ? new Walk(scope, path + "." + key.substring(1, key.length() - 1)) : this;
                for (var part : new Object[] {pair.getKey(), pair.getValue()}) {
                    if (part instanceof Expression expression) {
                        inner.read(expression);
                    }
                }
            }
            function.getExpressions().forEach(element -> read(element.getExpression()));
            return null;
        }

        @Override
        public <S> @Nullable Void visit(MySQLGroupConcat concat, S context) {
            concat.getExpressionList().forEach(this::read);
            return null;
        }

        @Override
        public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
            return visit((Select) select, context);
        }

        @Override
        public <S> @Nullable Void visit(Select select, S context) {
            if (select instanceof ParenthesedSelect inBrackets) {
                return visit(inBrackets.getSelect(), context);
            }
            if (select instanceof PlainSelect plain) {
                var inner = scopes.apply(plain);
                plain.getSelectItems().forEach(item -> new Walk(inner, path).read(item.getExpression()));
            }
            return null;
        }
    }
}
