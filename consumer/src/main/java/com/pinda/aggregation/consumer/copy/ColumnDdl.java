package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.ColumnDefinition;
import com.pinda.aggregation.schema.MySqlType;
import com.pinda.aggregation.schema.MySqlType.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The DDL of copies. Columns are utf8mb4 whatever the source's are, so some need more room than they had there. */
final class ColumnDdl {

    /** MySQL allows 65,535 bytes a row beside TEXT and BLOB; some are left for columns that come later. */
    private static final int MAX_ROW_BYTES = 60_000;

    private static final int MAX_KEY_BYTES = 3072;
    private static final int BYTES_A_CHARACTER = 4;
    private static final int MAX_TEXT_BYTES = 65_535;
    private static final Set<String> SIZED = Set.of("char", "varchar", "binary", "varbinary");

    private ColumnDdl() {}

    /**
     * The statement that creates a copy.
     *
     * @throws UnfitTableException where no copy can have the table's key
     */
    static String create(String copyName, List<ColumnDefinition> columns, Collation collation) {
        var lines = fitted(columns).stream()
                .map(column -> line(column, collation))
                .collect(Collectors.toCollection(ArrayList::new));
        lines.add(Sql.name(CopyTable.POSITION) + " BIGINT NOT NULL");
        lines.add("PRIMARY KEY " + names(keyOf(copyName, columns)));
        return lines.stream()
                .collect(Collectors.joining(
                        ",\n  ",
                        "CREATE TABLE IF NOT EXISTS " + Sql.name(copyName) + " (\n  ",
                        "\n) ENGINE=InnoDB ROW_FORMAT=DYNAMIC DEFAULT CHARACTER SET utf8mb4 COLLATE "
                                + collation.ofText()));
    }

    /** A column with its type, as CREATE TABLE and ALTER TABLE take it. */
    static String line(ColumnDefinition column, Collation collation) {
        var line = Sql.name(column.name()) + " " + type(column.type()) + collate(column, collation);
        if (!column.key()) {
            return line + " NULL DEFAULT " + AddedDefault.of(column);
        }
        // else some servers have it set to the present time by each update
        var fixed = column.type().kind() == Kind.TIMESTAMP ? " DEFAULT '2000-01-01 00:00:00'" : "";
        return line + " NOT NULL" + fixed;
    }

    private static String collate(ColumnDefinition column, Collation collation) {
        var exact = column.type().kind() == Kind.STRING && (column.key() || collation.isExact(column.name()));
        return exact ? " COLLATE " + collation.exact() : "";
    }

    /** Names in brackets. */
    static String names(List<String> columns) {
        return columns.stream().map(Sql::name).collect(Collectors.joining(",", "(", ")"));
    }

    private static String type(MySqlType type) {
        return switch (type.kind()) {
            case ENUM -> invalidToo(type).ddl();
            case GEOMETRY -> type.name().equals("geomcollection") ? "geometrycollection" : type.name();
            default -> type.ddl();
        };
    }

    /** The source may hold '', what an invalid value became; a strict session writes it only where it is a label. */
    private static MySqlType invalidToo(MySqlType type) {
        if (type.labels().contains("")) {
            return type;
        }
        var labels = new ArrayList<>(type.labels());
        labels.add("");
        return new MySqlType(Kind.ENUM, type.name(), 0, 0, false, labels);
    }

    private static List<String> keyOf(String copyName, List<ColumnDefinition> columns) {
        var key = columns.stream().filter(ColumnDefinition::key).toList();
        for (var column : key) {
            if (column.type().ddl().matches(".*(text|blob)")) {
                throw unfit(
                        copyName,
                        "its key column " + column.name() + " is "
                                + column.type().ddl());
            }
        }
        var bytes = key.stream().mapToInt(column -> bytes(column.type())).sum();
        if (bytes > MAX_KEY_BYTES) {
            throw unfit(copyName, "its key takes up to " + bytes + " bytes in utf8mb4");
        }
        return key.stream().map(ColumnDefinition::name).toList();
    }

    private static UnfitTableException unfit(String copyName, String why) {
        return new UnfitTableException("no table " + copyName + " can be made: " + why + ", and an index takes "
                + MAX_KEY_BYTES + " bytes and no text or blob; create it by hand, with a column _position BIGINT NOT"
                + " NULL, or take the table from cdc.copy.tables");
    }

    private static List<ColumnDefinition> fitted(List<ColumnDefinition> columns) {
        var fitted = new ArrayList<>(columns);
        while (fitted.stream().mapToInt(column -> bytes(column.type())).sum() > MAX_ROW_BYTES) {
            var widest = fitted.stream()
                    .filter(column ->
                            !column.key() && SIZED.contains(column.type().name()))
                    .max(Comparator.comparingInt(column -> bytes(column.type())));
            if (widest.isEmpty()) {
                return fitted;
            }
            fitted.replaceAll(column -> column.equals(widest.get()) ? apart(column) : column);
        }
        return fitted;
    }

    /** A column as it has room in a row beside others: as it is, or kept apart from the row. */
    static ColumnDefinition beside(Stream<MySqlType> others, ColumnDefinition column) {
        var bytes = bytes(column.type()) + others.mapToInt(ColumnDdl::bytes).sum();
        var fits = bytes <= MAX_ROW_BYTES
                || column.key()
                || !SIZED.contains(column.type().name());
        return fits ? column : apart(column);
    }

    /** The column as one that is kept apart from its row. */
    private static ColumnDefinition apart(ColumnDefinition column) {
        var size = bytes(column.type()) <= MAX_TEXT_BYTES ? "" : "medium";
        var type = MySqlType.parse(size + (column.type().kind() == Kind.STRING ? "text" : "blob"));
        return column.typed(type);
    }

    private static int bytes(MySqlType type) {
        if (!SIZED.contains(type.name())) {
            return Long.BYTES + type.length() / 2;
        }
        return type.kind() == Kind.STRING ? type.length() * BYTES_A_CHARACTER : type.length();
    }
}
