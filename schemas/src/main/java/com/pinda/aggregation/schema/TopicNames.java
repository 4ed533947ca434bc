package com.pinda.aggregation.schema;

import java.util.regex.Pattern;

/**
 * The names of the topics under one prefix.
 *
 * @param prefix first part of each name, also the name of the source in every change
 */
public record TopicNames(String prefix) {

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9_-]+");
    private static final Pattern ILLEGAL_CHARACTER = Pattern.compile("[^a-zA-Z0-9._-]");

    public TopicNames {
        if (!LEGAL.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "a topic prefix has letters, digits, '_' and '-' only, not '" + prefix + "'");
        }
    }

    /** The topic of a table's changes; characters that Kafka does not allow become {@code _}. */
    public String table(TableId table) {
        return prefix + "." + legal(table.database()) + "." + legal(table.table());
    }

    /** One record per published batch, in the same Kafka transaction as its changes. */
    public String checkpoint() {
        return prefix + ".checkpoint";
    }

    /** One record a second while the source is quiet. */
    public String heartbeat() {
        return prefix + ".heartbeat";
    }

    /** Every DDL statement of the captured tables, and every TRUNCATE. */
    public String schemaChanges() {
        return prefix + ".schema-changes";
    }

    /** Begin and end of each source transaction, in the same Kafka transactions as its changes. */
    public String transaction() {
        return prefix + ".transaction";
    }

    /** Where the keys of a view are put whose rows are to be made anew. */
    public String refresh(String view) {
        return legal(prefix + ".refresh." + view);
    }

    /** Where those of them are put that are many at once, so that the others need not wait for them. */
    public String bulkRefresh(String view) {
        return legal(prefix + ".refresh." + view + ".bulk");
    }

    /**
     * Where a reader or writer of a topic keeps what it cannot apply or publish.
     *
     * @param group who keeps it: a consumer group, or the producer's destination
     */
    public static String deadLetters(String topic, String group) {
        return topic + "." + legal(group) + ".dlq";
    }

    private static String legal(String name) {
        return ILLEGAL_CHARACTER.matcher(name).replaceAll("_");
    }
}
