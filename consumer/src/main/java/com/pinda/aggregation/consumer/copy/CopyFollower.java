package com.pinda.aggregation.consumer.copy;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Is told what was applied to the copies, after its commit. */
public interface CopyFollower {

    /** Makes what it keeps in the database, before the first change comes. */
    void prepare();

    /** Whether it wants to know of the changes of a copy. */
    boolean follows(String copyName);

    /**
     * Changes were applied, and may have been before; what was not to be applied may be among them. They are told again
     * where this fails, or the consumer dies, before the offsets are committed. Called by several threads, of one key
     * by one at a time.
     *
     * @param next where each of their partitions goes on
     */
    void applied(List<AppliedChange> changes, Map<TopicPartition, Long> next);

    /**
     * Rows of a copy change, in the present transaction or before, of which nobody can tell which. Stays noted until it
     * was followed.
     */
    void appliedUntold(String copyName);
}
