package com.pinda.aggregation.consumer.view.graph;

import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.ExpressionVisitorAdapter;
import net.sf.jsqlparser.expression.Function;
import net.sf.jsqlparser.expression.MySQLGroupConcat;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.Select;
import org.jspecify.annotations.Nullable;

/** Aggregate functions. */
final class Folds {

    private static final Set<String> NAMES = Set.of(
            "COUNT",
            "SUM",
            "MIN",
            "MAX",
            "AVG",
            "GROUP_CONCAT",
            "BIT_AND",
            "BIT_OR",
            "BIT_XOR",
            "STD",
            "STDDEV",
            "STDDEV_POP",
            "STDDEV_SAMP",
            "VAR_POP",
            "VAR_SAMP",
            "VARIANCE",
            "JSON_ARRAYAGG",
            "JSON_OBJECTAGG");

    private Folds() {}

    /** Whether there is one in it, and not in a SELECT in it. */
    static boolean isIn(Expression expression) {
        var found = new AtomicBoolean();
        expression.accept(
                new ExpressionVisitorAdapter<@Nullable Void>() {
                    @Override
                    public <S> @Nullable Void visit(Function function, S context) {
                        if (NAMES.contains(function.getName().toUpperCase(Locale.ROOT))) {
                            found.set(true);
                        }
                        return super.visit(function, context);
                    }

                    @Override
                    public <S> @Nullable Void visit(MySQLGroupConcat concat, S context) {
                        found.set(true);
                        return null;
                    }

                    @Override
                    public <S> @Nullable Void visit(ParenthesedSelect select, S context) {
                        return null;
                    }

                    @Override
                    public <S> @Nullable Void visit(Select select, S context) {
                        return null;
                    }
                },
                null);
        return found.get();
    }
}
