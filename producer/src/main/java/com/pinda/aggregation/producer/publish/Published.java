package com.pinda.aggregation.producer.publish;

import com.pinda.aggregation.producer.capture.LogPosition;

/**
 * What a checkpoint says was published.
 *
 * @param last the last entry
 * @param position its comparable position
 */
public record Published(LogPosition last, long position) {}
