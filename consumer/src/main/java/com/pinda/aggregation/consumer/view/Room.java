package com.pinda.aggregation.consumer.view;

import java.util.concurrent.Semaphore;

/**
 * How many writers can be at work at once.
 *
 * @param writers of all
 * @param bulk half of them: the others are for what does not come in bulk
 */
record Room(Writers writers, Semaphore bulk) {

    static Room of(int most) {
        return new Room(new Writers(most), new Semaphore(Math.max(1, most / 2), true));
    }

    Semaphore permits(Lane lane) {
        return lane == Lane.BULK ? bulk : new Semaphore(1);
    }
}
