package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.ReadState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the source was read when a batch is published.
 *
 * @param state how far the log was read
 * @param position the comparable position of its last entry
 * @param sourceServerId server id of the source that is read, null where canal-server did not tell
 * @param binlogBegunSeconds when the source began the binlog file of the last entry, by its own clock, seconds since
 *     the epoch; null where canal-server did not tell
 * @param changes row changes in the batch
 * @param parked the tables that have parked changes
 */
public record Progress(
        ReadState state,
        long position,
        @Nullable Long sourceServerId,
        @Nullable Long binlogBegunSeconds,
        long changes,
        List<ParkedTable> parked) {

    public Progress {
        parked = List.copyOf(parked);
    }
}
