package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.view.graph.Source.Derived;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import net.sf.jsqlparser.expression.AnalyticExpression;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.JdbcNamedParameter;
import net.sf.jsqlparser.expression.JdbcParameter;
import net.sf.jsqlparser.expression.JsonAggregateFunction;
import net.sf.jsqlparser.expression.JsonFunction;
import net.sf.jsqlparser.expression.JsonKeyValuePair;
import net.sf.jsqlparser.expression.MySQLGroupConcat;
import net.sf.jsqlparser.expression.TimeKeyExpression;
import net.sf.jsqlparser.expression.UserVariable;
import net.sf.jsqlparser.expression.VariableAssignment;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.schema.Column;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Notes at each table which of its columns an expression reads, and refuses what is no function of columns. */
final class ColumnCollector extends ExpressionVisitorAdapter<@Nullable Void> {

    /** What gives another value each time, or each session. */
    private static final Set<String> FLEETING = Set.of(
            "NOW",
            "SYSDATE",
            "CURDATE",
            "CURTIME",
            "CURRENT_DATE",
            "CURRENT_TIME",
            "CURRENT_TIMESTAMP",
            "LOCALTIME",
            "LOCALTIMESTAMP",
            "UTC_DATE",
            "UTC_TIME",
            "UTC_TIMESTAMP",
            "RAND",
            "UUID",
            "UUID_SHORT",
            "SYS_GUID",
            "CONNECTION_ID",
            "USER",
            "CURRENT_USER",
            "SESSION_USER",
            "SYSTEM_USER",
            "DATABASE",
            "SCHEMA",
            "VERSION",
            "FOUND_ROWS",
            "ROW_COUNT",
            "LAST_INSERT_ID",
            "SLEEP",
            "GET_LOCK",
            "LOAD_FILE",
            "BENCHMARK");

    private final Scope scope;
    private final Set<String> read;
    private final Consumer<Select> selects;

    /**
     * Reads expressions of one scope.
     *
     * @param read is given each column that was read, with its alias
     * @param selects is handed the SELECTs that are in them
     */
    ColumnCollector(Scope scope, Set<String> read, Consumer<Select> selects) {
        this.scope = scope;
        this.read = read;
        this.selects = selects;
    }

    void collect(Expression expression) {
        expression.accept(this, null);
    }

    @Override
    public <S> @Nullable Void visit(Column column, S context) {
        var table = column.getTable();
        if (table == null || table.getName() == null) {
            if (column.getColumnName().matches("(?i)TRUE|FALSE")) {
                return null;
            }
            throw UnfollowableException.at(
                    column, "column " + column + ": say which table's it is, as alias." + column.getColumnName());
        }
        var alias = Names.plain(table.getName());
        var source = scope.source(alias)
                .orElseThrow(
                        () -> UnfollowableException.at(column, "column " + column + ": no table here is " + alias));
        var name = Names.plain(column.getColumnName());
        read.add(Template.qualified(alias, name));
        if (source instanceof Occurrence occurrence) {
            occurrence.columns().add(name);
        } else if (source instanceof Derived derived
                && derived.branches().get(0).output(name).isEmpty()) {
            throw UnfollowableException.at(column, "column " + column + ": " + alias + " gives no " + name);
        }
        return null;
    }

    @Override
    public <S> @Nullable Void visit(Function function, S context) {
        var name = function.getName().toUpperCase(Locale.ROOT);
        if (FLEETING.contains(name) || ("UNIX_TIMESTAMP".equals(name) && function.getParameters() == null)) {
            throw fleeting(function, name);
        }
        if (function.getOrderByElements() != null) {
            function.getOrderByElements().forEach(by -> collect(by.getExpression()));
        }
        return super.visit(function, context);
    }

    private static UnfollowableException fleeting(net.sf.jsqlparser.parser.ASTNodeAccess place, String name) {
        return UnfollowableException.at(
                place, name + " gives another value each time; a view is a function of its tables' columns only");
    }

    @Override
    public <S> @Nullable Void visit(TimeKeyExpression time, S context) {
        throw fleeting(time, time.getStringValue());
    }

    @Override
    public <S> @Nullable Void visit(UserVariable variable, S context) {
        throw fleeting(variable, variable.toString());
    }

    @Override
    public <S> @Nullable Void visit(VariableAssignment assignment, S context) {
        throw fleeting(assignment, assignment.toString());
    }

    @Override
    public <S> @Nullable Void visit(JdbcParameter parameter, S context) {
        throw UnfollowableException.at(parameter, "a view has no parameters");
    }

    @Override
    public <S> @Nullable Void visit(JdbcNamedParameter parameter, S context) {
        throw UnfollowableException.at(parameter, "a view has no parameters");
    }

    @Override
    public <S> @Nullable Void visit(AnalyticExpression window, S context) {
        throw UnfollowableException.at(
                window,
                "window functions are not followed; pick one row with a correlated SELECT … ORDER BY … LIMIT 1");
    }

    @Override
    public <S> @Nullable Void visit(JsonAggregateFunction function, S context) {
        throw UnfollowableException.at(
                function,
                "the order of " + function.getType() + " is not the same each time; write"
                        + " CONCAT('[', GROUP_CONCAT(JSON_OBJECT(…) ORDER BY … SEPARATOR ','), ']')");
    }

    @Override
    public <S> @Nullable Void visit(MySQLGroupConcat concat, S context) {
        if (concat.getOrderByElements() == null) {
            throw UnfollowableException.at(
                    concat,
                    "GROUP_CONCAT without ORDER BY may have another order each time: " + Syntax.shortened(concat));
        }
        return super.visit(concat, context);
    }

    @Override
    public <S> @Nullable Void visit(JsonFunction function, S context) {
        function.getKeyValuePairs().forEach(this::collect);
        function.getExpressions().forEach(element -> collect(element.getExpression()));
        return null;
    }

    private void collect(JsonKeyValuePair pair) {
        for (var part : new Object[] {pair.getKey(), pair.getValue()}) {
            if (part instanceof Expression expression) {
                collect(expression);
            } else if (part != null && !part.toString().startsWith("'")) {
                throw new UnfollowableException(1, "in " + pair + ": put " + part + " into brackets");
            }
        }
    }

    @Override
    public <S> @Nullable Void visit(InExpression in, S context) {
        if (in.isNot() && in.getRightExpression() instanceof Select) {
            throw new UnfollowableException(
                    1,
                    "NOT IN (SELECT …) changes for all rows with a single NULL; write NOT EXISTS (SELECT …): "
                            + Syntax.shortened(in));
        }
        return super.visit(in, context);
    }

    @Override
    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
        selects.accept(select);
        return null;
    }

    @Override
    public <S> @Nullable Void visit(Select select, S context) {
        selects.accept(select);
        return null;
    }
}
