package com.pinda.aggregation.consumer.copy;

import java.util.regex.Pattern;

/** What a statement of the source's DDL does to the rows of its table. None of it is in the table's topic. */
enum Effect {
    /** All rows are gone. */
    EMPTIES,
    /** The table has another name, or is another table of that name. */
    RENAMES,
    /** Rows of one partition are gone, or others came in; the statement does not say which. */
    CHANGES_PARTITION,
    NONE;

    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'", Pattern.DOTALL);
    private static final Pattern REMARK = Pattern.compile("/\\*(?!M?!).*?\\*/", Pattern.DOTALL);

    /** The marks around what only some servers run, such as the word TEMPORARY; the source ran it. */
    private static final Pattern CONDITIONAL = Pattern.compile("/\\*M?!\\d*|\\*/");

    private static final Pattern DROPS_TEMPORARY = statement("DROP\\s+TEMPORARY\\b");
    private static final Pattern REPLACES = statement("CREATE\\s+OR\\s+REPLACE\\s+TABLE\\b");
    private static final Pattern OF_PARTITION =
            statement("ALTER\\b.*\\b(?:(?:DROP|TRUNCATE|EXCHANGE|CONVERT)\\s+PARTITION"
                    + "|CONVERT\\s+TABLE|(?:DISCARD|IMPORT)\\s+(?:PARTITION|TABLESPACE))\\b");

    /**
     * The effect of a statement.
     *
     * @param type canal's word for its kind
     * @param ddl the statement as the source logged it
     */
    static Effect of(String type, String ddl) {
        var bare = CONDITIONAL.matcher(
                REMARK.matcher(TEXT.matcher(ddl).replaceAll("''")).replaceAll(" "));
        var statement = bare.replaceAll(" ");
        if (DROPS_TEMPORARY.matcher(statement).find()) {
            return NONE;
        }
        if (OF_PARTITION.matcher(statement).find()) {
            return CHANGES_PARTITION;
        }
        if (REPLACES.matcher(statement).find()) {
            return EMPTIES;
        }
        return switch (type) {
            case "TRUNCATE", "ERASE" -> EMPTIES;
            case "RENAME" -> RENAMES;
            default -> NONE;
        };
    }

    private static Pattern statement(String words) {
        return Pattern.compile("^\\s*" + words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }
}
