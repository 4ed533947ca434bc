package com.pinda.aggregation.consumer.copy;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a statement of the source's DDL does to the rows of its table. None of it is in the table's topic. */
enum Effect {
    /** All rows are gone. */
    EMPTIES,
    /** The table has another name, or is another table of that name. */
    RENAMES,
    /** Rows of one partition are gone, or others came in; the statement does not say which. */
    CHANGES_PARTITION,
    /** The values of a column go on under another name. */
    RENAMES_COLUMN,
    /** A column is gone. */
    DROPS_COLUMN;

    private static final String NAME = "(`(?:[^`]|``)+`|[\\w$\\x{80}-\\x{ffff}]+)";
    private static final Pattern TEXT = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*'", Pattern.DOTALL);
    private static final Pattern REMARK = Pattern.compile("/\\*(?!M?!).*?\\*/", Pattern.DOTALL);

    /** The marks around what only some servers run, such as the word TEMPORARY; the source ran it. */
    private static final Pattern CONDITIONAL = Pattern.compile("/\\*M?!\\d*|\\*/");

    private static final Pattern DROPS_TEMPORARY = statement("DROP\\s+TEMPORARY\\b");
    private static final Pattern REPLACES = statement("CREATE\\s+OR\\s+REPLACE\\s+TABLE\\b");
    private static final Pattern OF_PARTITION =
            statement("ALTER\\b.*\\b(?:(?:DROP|TRUNCATE|EXCHANGE|CONVERT)\\s+PARTITION"
                    + "|CONVERT\\s+TABLE|(?:DISCARD|IMPORT)\\s+(?:PARTITION|TABLESPACE))\\b");

    private static final Pattern ALTERS = statement("ALTER\\b[\\w\\s]*?\\bTABLE\\b");
    private static final Pattern RENAMES_IT = part("RENAME\\s+COLUMN\\b");
    private static final Pattern CHANGES_IT =
            part("CHANGE\\s+(?:COLUMN\\s+)?(?:IF\\s+EXISTS\\s+)?" + NAME + "\\s*" + NAME);
    private static final Pattern DROPS_IT = part("DROP\\s+(?:COLUMN\\b|(?:IF\\s+EXISTS\\s+)?"
            + "(?!(?:INDEX|KEY|PRIMARY|FOREIGN|CONSTRAINT|CHECK|PARTITION|DEFAULT|SYSTEM\\s+VERSIONING|PERIOD\\s+FOR)\\b)"
            + NAME + ")");

    /**
     * The effects of a statement; none where the copy needs nothing.
     *
     * @param type canal's word for its kind
     * @param ddl the statement as the source logged it
     */
    static Set<Effect> of(String type, String ddl) {
        var effects = EnumSet.noneOf(Effect.class);
        var bare = CONDITIONAL.matcher(
                REMARK.matcher(TEXT.matcher(ddl).replaceAll("''")).replaceAll(" "));
        var statement = bare.replaceAll(" ");
        if (DROPS_TEMPORARY.matcher(statement).find()) {
            return effects;
        }
        if (OF_PARTITION.matcher(statement).find()) {
            effects.add(CHANGES_PARTITION);
        } else if (REPLACES.matcher(statement).find() || type.equals("TRUNCATE") || type.equals("ERASE")) {
            effects.add(EMPTIES);
        } else if (type.equals("RENAME")) {
            effects.add(RENAMES);
        }
        if (ALTERS.matcher(statement).find()) {
            effects.addAll(ofColumns(statement));
        }
        return effects;
    }

    private static Set<Effect> ofColumns(String statement) {
        var effects = EnumSet.noneOf(Effect.class);
        if (RENAMES_IT.matcher(statement).find()
                || CHANGES_IT
                        .matcher(statement)
                        .results()
                        .anyMatch(change -> !unquoted(change.group(1)).equalsIgnoreCase(unquoted(change.group(2))))) {
            effects.add(RENAMES_COLUMN);
        }
        if (DROPS_IT.matcher(statement).find()) {
            effects.add(DROPS_COLUMN);
        }
        return effects;
    }

    private static String unquoted(String name) {
        return name.startsWith("`") ? name.substring(1, name.length() - 1) : name;
    }

    private static Pattern statement(String words) {
        return Pattern.compile("^\\s*" + words, Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    private static Pattern part(String words) {
        return Pattern.compile("\\b" + words, Pattern.CASE_INSENSITIVE);
    }
}
