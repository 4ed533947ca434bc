package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.Published;
import java.util.List;

/**
 * What the next producer of a destination needs of the last one's end.
 *
 * @param published how far the source was read
 * @param parked the tables that have parked changes
 */
public record LastCheckpoint(Published published, List<ParkedTable> parked) {

    public LastCheckpoint {
        parked = List.copyOf(parked);
    }
}
