package com.pinda.aggregation.local.tms;

import java.util.Random;

/**
 * A point on the map.
 *
 * @param lng degrees east
 * @param lat degrees north
 */
public record Place(double lng, double lat) {

    private static final double EARTH_RADIUS_KM = 6371.0;

    /** A point up to so many degrees away in either direction. */
    public Place near(Random random, double degrees) {
        return new Place(
                rounded(lng + (random.nextDouble() * 2 - 1) * degrees),
                rounded(lat + (random.nextDouble() * 2 - 1) * degrees));
    }

    /** The distance as the crow flies, in km. */
    public double kilometresTo(Place other) {
        double dLat = StrictMath.toRadians(other.lat - lat);
        double dLng = StrictMath.toRadians(other.lng - lng);
        double a = StrictMath.pow(StrictMath.sin(dLat / 2), 2)
                + StrictMath.cos(StrictMath.toRadians(lat))
                        * StrictMath.cos(StrictMath.toRadians(other.lat))
                        * StrictMath.pow(StrictMath.sin(dLng / 2), 2);
        return 2 * EARTH_RADIUS_KM * StrictMath.asin(Math.min(1.0, StrictMath.sqrt(a)));
    }

    /** As the TMS stores it: {@code lng,lat}. */
    public String text() {
        return lng + "," + lat;
    }

    private static double rounded(double degrees) {
        return Math.round(degrees * 1e6) / 1e6;
    }
}
