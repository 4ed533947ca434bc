package com.pinda.aggregation.consumer.view.graph;

import com.pinda.aggregation.consumer.view.graph.Scope.Use;
import com.pinda.aggregation.consumer.view.graph.Source.Derived;
import com.pinda.aggregation.consumer.view.graph.Source.Occurrence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import net.sf.jsqlparser.JSQLParserException;
import net.sf.jsqlparser.expression.Expression;
import net.sf.jsqlparser.expression.operators.conditional.AndExpression;
import net.sf.jsqlparser.expression.operators.relational.EqualsTo;
import net.sf.jsqlparser.expression.operators.relational.ExistsExpression;
import net.sf.jsqlparser.expression.operators.relational.InExpression;
import net.sf.jsqlparser.expression.operators.relational.ParenthesedExpressionList;
import net.sf.jsqlparser.parser.CCJSqlParserUtil;
import net.sf.jsqlparser.schema.Table;
import net.sf.jsqlparser.statement.select.AllColumns;
import net.sf.jsqlparser.statement.select.FromItem;
import net.sf.jsqlparser.statement.select.Join;
import net.sf.jsqlparser.statement.select.ParenthesedSelect;
import net.sf.jsqlparser.statement.select.PlainSelect;
import net.sf.jsqlparser.statement.select.Select;
import net.sf.jsqlparser.statement.select.SelectItem;
import net.sf.jsqlparser.statement.select.SetOperationList;
import net.sf.jsqlparser.statement.select.UnionOp;
import org.jspecify.annotations.Nullable;

/** Reads a SELECT into scopes, and collects the tables and the equalities in them. Made for one SELECT. */
final class SelectReader {

    private static final Pattern SELECT = Pattern.compile("(?i)\\bSELECT\\b");

    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Equality> equalities = new ArrayList<>();
    private final Set<String> read = new HashSet<>();
    private final IdentityHashMap<PlainSelect, Scope> scopes = new IdentityHashMap<>();

    /** Parses the text; returns the outermost scope. */
    Scope read(String sql) {
        var scopes = scopes(parse(sql), Use.TABLE, null, null);
        if (scopes.size() > 1) {
            throw new UnfollowableException(
                    1, "a view is one SELECT; put the UNION into a derived table and group it by the view's key");
        }
        checkAllRead(scopes.get(0).select());
        return scopes.get(0);
    }

    /** What the parser gives to nobody who walks through its expressions would change without being followed. */
    private void checkAllRead(PlainSelect select) {
        var text = select.toString();
        var unread = Template.columnsIn(text);
        unread.removeAll(read);
        var selects = SELECT.matcher(Template.withoutQuoted(text)).results().count();
        if (!unread.isEmpty() || selects != scopes.size()) {
            throw new UnfollowableException(
                    1,
                    "it has an expression that is not followed"
                            + (unread.isEmpty() ? ", with a SELECT in it" : ", with " + String.join(", ", unread))
                            + "; write it with other functions (not ANY or ALL, nor TRIM … FROM)");
        }
    }

    private static Select parse(String sql) {
        try {
            if (CCJSqlParserUtil.parse(sql) instanceof Select select) {
                return select;
            }
            throw new UnfollowableException(1, "a view is a SELECT");
        } catch (JSQLParserException e) {
            var cause = e.getCause();
            throw new UnfollowableException(Syntax.line(cause), "it cannot be parsed: " + Syntax.reason(e), e);
        }
    }

    /** The scope of a SELECT that was read. */
    Scope scope(PlainSelect select) {
        return Objects.requireNonNull(scopes.get(select), "a SELECT that was not read");
    }

    List<Occurrence> occurrences() {
        return occurrences;
    }

    /** The names of tables in the parsed text, so that it can be written with others. */
    List<Table> tables() {
        return tables;
    }

    List<Equality> equalities() {
        return equalities;
    }

    private List<Scope> scopes(Select select, Use use, @Nullable Scope outer, @Nullable Source joined) {
        if (select.getWithItemsList() != null) {
            throw new UnfollowableException(1, "WITH is not followed; write it as a derived table");
        }
        if (select instanceof PlainSelect plain) {
            return List.of(scope(plain, use, outer, joined));
        }
        if (select instanceof ParenthesedSelect inBrackets) {
            return scopes(inBrackets.getSelect(), use, outer, joined);
        }
        if (select instanceof SetOperationList list && use == Use.TABLE) {
            return united(list);
        }
        throw UnfollowableException.at(select, "this form of SELECT is not followed: " + Syntax.shortened(select));
    }

    private List<Scope> united(SetOperationList list) {
        if (list.getOperations().stream().anyMatch(operation -> !(operation instanceof UnionOp))
                || list.getLimit() != null
                || list.getOrderByElements() != null) {
            throw UnfollowableException.at(list, "of several SELECTs only UNION and UNION ALL are followed, whole");
        }
        var scopes = new ArrayList<Scope>();
        for (var branch : list.getSelects()) {
            scopes.addAll(scopes(branch, Use.TABLE, null, null));
        }
        // the columns of all are named by the first
        var names = scopes.get(0).names();
        for (var scope : scopes.subList(1, scopes.size())) {
            if (scope.names().size() != names.size()) {
                throw UnfollowableException.at(list, "the SELECTs of a UNION give as many columns each");
            }
            scope.named(names);
        }
        return scopes;
    }

    private Scope scope(PlainSelect select, Use use, @Nullable Scope outer, @Nullable Source joined) {
        Syntax.check(select, use == Use.TABLE);
        var scope = new Scope(select, use, outer, joined);
        scopes.put(select, scope);
        scope.add(source(select.getFromItem(), scope));
        var joins = select.getJoins() == null ? List.<Join>of() : select.getJoins();
        for (var join : joins) {
            Syntax.check(join);
            var source = source(join.getFromItem(), scope);
            scope.add(source);
            if (join.isLeft()) {
                scope.canLack(source);
            }
            for (var on : join.getOnExpressions()) {
                conditions(on, scope, join.isLeft() ? source : null);
            }
        }
        scope.named(select.getSelectItems().stream().map(SelectReader::name).toList());
        select.getSelectItems().forEach(item -> values(item.getExpression(), scope));
        if (select.getWhere() != null) {
            conditions(select.getWhere(), scope, null);
        }
        scope.groups().forEach(by -> values(by, scope));
        if (select.getHaving() != null) {
            values(select.getHaving(), scope);
        }
        if (select.getOrderByElements() != null) {
            select.getOrderByElements().forEach(by -> values(by.getExpression(), scope));
        }
        return scope;
    }

    private static String name(SelectItem<?> item) {
        if (item.getExpression() instanceof AllColumns all) {
            throw UnfollowableException.at(all, "name the columns instead of " + all);
        }
        if (item.getAlias() != null) {
            return Names.plain(item.getAlias().getName());
        }
        return item.getExpression() instanceof net.sf.jsqlparser.schema.Column column
                ? Names.plain(column.getColumnName())
                : "";
    }

    private Source source(@Nullable FromItem item, Scope scope) {
        if (item instanceof Table table) {
            var alias = table.getAlias() == null
                    ? table.getName()
                    : table.getAlias().getName();
            if (table.getSchemaName() != null) {
                throw UnfollowableException.at(
                        table, "table " + table + ": a copy is named without a database, as " + table.getName());
            }
            checkAlias(Names.plain(alias), table, scope);
            var node = table.getASTNode();
            var line = node == null ? 1 : node.jjtGetFirstToken().beginLine;
            var occurrence = new Occurrence(Names.plain(table.getName()), Names.plain(alias), line, scope);
            occurrences.add(occurrence);
            tables.add(table);
            return occurrence;
        }
        if (item instanceof ParenthesedSelect derived && derived.getAlias() != null) {
            var alias = Names.plain(derived.getAlias().getName());
            checkAlias(alias, derived, scope);
            return new Derived(alias, scopes(derived.getSelect(), Use.TABLE, null, null));
        }
        throw new UnfollowableException(
                1,
                "FROM takes tables and derived tables that have an alias, not "
                        + (item == null ? "nothing" : Syntax.shortened(item)));
    }

    private static void checkAlias(String alias, net.sf.jsqlparser.parser.ASTNodeAccess place, Scope scope) {
        if (scope.knows(alias)) {
            throw UnfollowableException.at(place, "two tables have the alias " + alias);
        }
    }

    /** Conditions that all hold for a row that counts. */
    private void conditions(Expression condition, Scope scope, @Nullable Source joined) {
        if (condition instanceof AndExpression and) {
            conditions(and.getLeftExpression(), scope, joined);
            conditions(and.getRightExpression(), scope, joined);
        } else if (condition instanceof ParenthesedExpressionList<?> brackets && brackets.size() == 1) {
            conditions(brackets.get(0), scope, joined);
        } else if (condition instanceof EqualsTo equals && "=".equals(equals.getStringExpression())) {
            equal(equals.getLeftExpression(), equals.getRightExpression(), scope, joined);
        } else if (condition instanceof InExpression in
                && !in.isNot()
                && in.getRightExpression() instanceof ParenthesedSelect select) {
            values(in.getLeftExpression(), scope);
            equal(in.getLeftExpression(), select, scope, joined);
        } else if (condition instanceof ExistsExpression exists
                && !exists.isNot()
                && exists.getRightExpression() instanceof ParenthesedSelect select) {
            scopes(select.getSelect(), isFoldedWhole(select.getSelect()) ? Use.VALUE : Use.CONDITION, scope, joined);
        } else {
            values(condition, scope);
        }
    }

    private void equal(Expression left, Expression right, Scope scope, @Nullable Source joined) {
        if (left instanceof ParenthesedSelect && !(right instanceof ParenthesedSelect)) {
            equal(right, left, scope, joined);
            return;
        }
        values(left, scope);
        if (right instanceof ParenthesedSelect select) {
            var use = isFoldedWhole(select.getSelect()) && !isPick(select.getSelect()) ? Use.VALUE : Use.CONDITION;
            var of = scopes(select.getSelect(), use, scope, joined).get(0);
            if (of.names().size() == 1) {
                equalities.add(new Equality(scope, left, of.output(0), of, joined));
            }
        } else {
            values(right, scope);
            equalities.add(new Equality(scope, left, right, null, joined));
        }
    }

    /** Whether it gives one row, also of none: then it says nothing of rows that are there. */
    private static boolean isFoldedWhole(Select select) {
        return select instanceof PlainSelect plain
                && plain.getGroupBy() == null
                && plain.getSelectItems().stream().anyMatch(item -> Folds.isIn(item.getExpression()));
    }

    /**
     * Whether it gives the least or the greatest of a column, which is NULL and equals nothing where there is no row.
     */
    private static boolean isPick(Select select) {
        return select instanceof PlainSelect plain
                && Scope.withoutPick(plain.getSelectItems().get(0).getExpression())
                        instanceof net.sf.jsqlparser.schema.Column;
    }

    /** Notes the columns that an expression reads. */
    private void values(Expression expression, Scope scope) {
        new ColumnCollector(scope, read, select -> scopes(select, Use.VALUE, scope, null)).collect(expression);
    }
}
