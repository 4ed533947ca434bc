package com.pinda.aggregation.torture.rig;

/**
 * What a part says of itself.
 *
 * @param text its own words, or why there are none
 */
public record Health(boolean isUp, String text) {

    /** How a part is asked. */
    interface Probe {
        Health look();
    }
}
