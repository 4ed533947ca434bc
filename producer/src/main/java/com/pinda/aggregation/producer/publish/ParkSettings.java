package com.pinda.aggregation.producer.publish;

import java.time.Duration;

/**
 * What becomes of changes that cannot be published.
 *
 * @param onBadChange whether they are parked
 * @param retry pause between two tries to publish what is parked
 * @param maxRecordBytes largest record that may be sent
 */
public record ParkSettings(OnBadChange onBadChange, Duration retry, long maxRecordBytes) {}
