package com.pinda.aggregation.canal.history;

import com.alibaba.druid.sql.SQLUtils;
import com.alibaba.druid.sql.ast.SQLDataType;
import com.alibaba.druid.sql.ast.SQLDataTypeImpl;
import com.alibaba.druid.sql.ast.SQLExpr;
import com.alibaba.druid.sql.ast.SQLName;
import com.alibaba.druid.sql.ast.expr.SQLCharExpr;
import com.alibaba.druid.sql.ast.expr.SQLIdentifierExpr;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableAddColumn;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableAddConstraint;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableAddIndex;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableAddPartition;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableAnalyzePartition;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableCoalescePartition;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDisableKeys;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropColumnItem;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropConstraint;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropForeignKey;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropIndex;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropKey;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropPartition;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableDropPrimaryKey;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableEnableKeys;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableItem;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableReOrganizePartition;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableRename;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableRenameColumn;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableRenameIndex;
import com.alibaba.druid.sql.ast.statement.SQLAlterTableTruncatePartition;
import com.alibaba.druid.sql.ast.statement.SQLColumnDefinition;
import com.alibaba.druid.sql.ast.statement.SQLColumnPrimaryKey;
import com.alibaba.druid.sql.ast.statement.SQLCreateTableStatement;
import com.alibaba.druid.sql.ast.statement.SQLNotNullConstraint;
import com.alibaba.druid.sql.ast.statement.SQLPrimaryKey;
import com.alibaba.druid.sql.ast.statement.SQLSelectOrderByItem;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableAlterColumn;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableChangeColumn;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableForce;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableLock;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableModifyColumn;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableOption;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableOrderBy;
import com.alibaba.druid.sql.dialect.mysql.ast.statement.MySqlAlterTableValidation;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The columns of a table while a statement changes them. */
final class Columns {

    /** Parts of ALTER TABLE that leave the columns as they are. */
    private static final Set<Class<?>> WITHOUT_EFFECT = Set.of(
            SQLAlterTableAddIndex.class,
            SQLAlterTableAddPartition.class,
            SQLAlterTableAnalyzePartition.class,
            SQLAlterTableCoalescePartition.class,
            SQLAlterTableDisableKeys.class,
            SQLAlterTableDropConstraint.class,
            SQLAlterTableDropForeignKey.class,
            SQLAlterTableDropIndex.class,
            SQLAlterTableDropKey.class,
            SQLAlterTableDropPartition.class,
            SQLAlterTableEnableKeys.class,
            SQLAlterTableRename.class,
            SQLAlterTableRenameIndex.class,
            SQLAlterTableReOrganizePartition.class,
            SQLAlterTableTruncatePartition.class,
            MySqlAlterTableAlterColumn.class,
            MySqlAlterTableForce.class,
            MySqlAlterTableLock.class,
            MySqlAlterTableOption.class,
            MySqlAlterTableOrderBy.class,
            MySqlAlterTableValidation.class);

    private final List<ColumnDefinition> columns;
    private final boolean conditional;

    /**
     * The columns before the statement.
     *
     * @param conditional whether it passes over what is there already, and what is not there
     */
    Columns(List<ColumnDefinition> columns, boolean conditional) {
        this.columns = new ArrayList<>(columns);
        this.conditional = conditional;
    }

    /** The columns of a CREATE TABLE that lists them. */
    static List<ColumnDefinition> of(SQLCreateTableStatement create) {
        var elements = create.getTableElementList();
        var charset = StatedCharset.of(create);
        var columns = new Columns(List.of(), false);
        for (var element : elements) {
            if (element instanceof SQLColumnDefinition definition) {
                var column = column(definition);
                columns.columns.add(column.lacksCharset() ? column.in(charset) : column);
            }
        }
        for (var element : elements) {
            if (element instanceof SQLPrimaryKey key) {
                columns.key(key);
            }
        }
        return columns.toList();
    }

    List<ColumnDefinition> toList() {
        return List.copyOf(columns);
    }

    /** Applies one part of an ALTER TABLE; false where it is not understood. */
    boolean apply(SQLAlterTableItem item) {
        if (item instanceof SQLAlterTableAddColumn add) {
            return add(add);
        }
        if (item instanceof SQLAlterTableDropColumnItem drop) {
            return drop.getColumns().stream().allMatch(this::drop);
        }
        if (item instanceof SQLAlterTableRenameColumn rename) {
            var at = indexOf(text(rename.getColumn()));
            return at < 0 ? conditional : columns.set(at, columns.get(at).named(text(rename.getTo()))) != null;
        }
        if (item instanceof MySqlAlterTableChangeColumn change) {
            return replace(
                    text(change.getColumnName()),
                    change.getNewColumnDefinition(),
                    change.isFirst(),
                    change.getAfterColumn());
        }
        if (item instanceof MySqlAlterTableModifyColumn modify) {
            var definition = modify.getNewColumnDefinition();
            return replace(text(definition.getName()), definition, modify.isFirst(), modify.getAfterColumn());
        }
        if (item instanceof SQLAlterTableDropPrimaryKey) {
            columns.replaceAll(c -> c.asKey(false));
            return true;
        }
        if (item instanceof SQLAlterTableAddConstraint add) {
            return !(add.getConstraint() instanceof SQLPrimaryKey key) || key(key);
        }
        return WITHOUT_EFFECT.contains(item.getClass());
    }

    private boolean add(SQLAlterTableAddColumn add) {
        var at = columns.size();
        if (add.isFirst()) {
            at = 0;
        } else if (add.getAfterColumn() != null) {
            at = indexOf(text(add.getAfterColumn())) + 1;
        }
        for (var definition : add.getColumns()) {
            var column = column(definition);
            if (conditional && indexOf(column.name()) >= 0) {
                continue;
            }
            columns.add(
                    at++,
                    hasOwnValues(definition)
                            ? column
                            : column.added(AddedValue.of(definition.getDefaultExpr(), column)));
        }
        return at > 0 && (add.getAfterColumn() == null || indexOf(text(add.getAfterColumn())) >= 0);
    }

    private boolean drop(SQLName name) {
        var at = indexOf(text(name));
        return at < 0 ? conditional : columns.remove(at) != null;
    }

    private boolean replace(String name, SQLColumnDefinition definition, boolean first, @Nullable SQLName after) {
        var at = indexOf(name);
        if (at < 0 || (after != null && indexOf(text(after)) < 0)) {
            return at < 0 && conditional;
        }
        var old = columns.remove(at);
        var column = column(definition);
        if (column.name().equalsIgnoreCase(old.name())) {
            column = column.added(old.addedValue());
        }
        var kept = old.key() ? column.asKey(true) : column;
        if (first) {
            columns.add(0, kept);
        } else if (after != null) {
            columns.add(indexOf(text(after)) + 1, kept);
        } else {
            columns.add(at, kept);
        }
        return true;
    }

    private boolean key(SQLPrimaryKey key) {
        for (var part : key.getColumns()) {
            var at = indexOf(keyPart(part));
            if (at < 0) {
                return false;
            }
            columns.set(at, columns.get(at).asKey(true));
        }
        return true;
    }

    private int indexOf(String name) {
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).name().equalsIgnoreCase(name)) {
                return i;
            }
        }
        return -1;
    }

    private static ColumnDefinition column(SQLColumnDefinition definition) {
        var key = definition.getConstraints().stream().anyMatch(SQLColumnPrimaryKey.class::isInstance);
        var notNull = definition.getConstraints().stream().anyMatch(SQLNotNullConstraint.class::isInstance);
        return new ColumnDefinition(text(definition.getName()), type(definition.getDataType()), !notNull && !key, key)
                .in(StatedCharset.of(definition.getDataType()));
    }

    /** Whether each row gets a value of its own: a number, or what an expression gives. */
    private static boolean hasOwnValues(SQLColumnDefinition definition) {
        return definition.isAutoIncrement()
                || definition.getGeneratedAlawsAs() != null
                || definition.getAsExpr() != null
                || definition.getDataType().getName().equalsIgnoreCase("serial");
    }

    private static String type(SQLDataType type) {
        var text = new StringBuilder(type.getName());
        if (!type.getArguments().isEmpty()) {
            text.append(type.getArguments().stream().map(Columns::argument).collect(Collectors.joining(",", "(", ")")));
        }
        if (type instanceof SQLDataTypeImpl more) {
            text.append(more.isUnsigned() ? " unsigned" : "").append(more.isZerofill() ? " zerofill" : "");
        }
        return text.toString();
    }

    /** A label as the information schema writes it. */
    private static String argument(SQLExpr argument) {
        return argument instanceof SQLCharExpr label
                ? "'" + label.getText().replace("\\", "\\\\").replace("'", "''") + "'"
                : argument.toString();
    }

    private static String keyPart(SQLSelectOrderByItem part) {
        var name = part.getExpr();
        if (name instanceof SQLIdentifierExpr simple) {
            return SQLUtils.normalize(simple.getName());
        }
        // id(10) or id DESC: the name comes first
        return SQLUtils.normalize(name.toString().replaceAll("[\\s(].*", ""));
    }

    private static String text(SQLName name) {
        return SQLUtils.normalize(name.getSimpleName());
    }
}
