package com.pinda.aggregation.producer.publish;

import java.time.Duration;

/**
 * When a batch is published.
 *
 * @param maxRows at the next end of a source transaction after so many rows
 * @param maxBytes at the next end of a source transaction after so many bytes from canal, or within one that alone has
 *     so many
 * @param linger how long after a batch of many rows the next one waits for more, at its earliest end
 * @param heartbeatInterval pause between two heartbeats while nothing changes
 */
public record BatchLimits(int maxRows, long maxBytes, Duration linger, Duration heartbeatInterval) {}
