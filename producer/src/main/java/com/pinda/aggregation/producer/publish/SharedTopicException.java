package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.schema.PartitionEnd;
import java.util.List;

/**
 * A batch does not end where its checkpoint says, as somebody else writes to the same topic: it is not committed, and
 * comes again with a checkpoint that waits for Kafka's answer.
 */
public final class SharedTopicException extends RuntimeException {

    private static final long serialVersionUID = 1;

    SharedTopicException(List<PartitionEnd> ends, List<PartitionEnd> expected) {
        super("somebody else writes to topics of this producer too: its batch ends at " + ends + ", and " + expected
                + " were expected; from now on each batch waits for Kafka to tell");
    }
}
