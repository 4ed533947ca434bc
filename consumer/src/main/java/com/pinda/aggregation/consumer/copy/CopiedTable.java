package com.pinda.aggregation.consumer.copy;

import com.pinda.aggregation.schema.TableId;
import com.pinda.aggregation.schema.TopicNames;

/**
 * A table that is copied.
 *
 * @param source the table in the source
 * @param copyName the name of its copy
 * @param topic where its changes are
 */
record CopiedTable(TableId source, String copyName, String topic) {

    /** Reads {@code db.table} or {@code db.table=copy_name}. */
    static CopiedTable parse(String text, TopicNames topics) {
        var equals = text.indexOf('=');
        var source = TableId.parse((equals < 0 ? text : text.substring(0, equals)).strip());
        var copyName = equals < 0 ? source.table() : text.substring(equals + 1).strip();
        if (copyName.isEmpty() || copyName.startsWith("_")) {
            throw new IllegalArgumentException("the copy of " + source + " cannot be named '" + copyName
                    + "', those that begin with '_' are the consumer's own; give it another name: " + source
                    + "=other_name");
        }
        return new CopiedTable(source, copyName, topics.table(source));
    }
}
