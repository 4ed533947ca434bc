package com.pinda.aggregation.canal.stream;

import java.nio.file.Path;

/**
 * What is read and how much of it is kept.
 *
 * @param destination name of the stream
 * @param dataDir folder under which the stream has a folder of its own
 * @param filter captured tables, canal's syntax: comma list of regular expressions over {@code db.table}
 * @param start where to begin without a kept position
 * @param storeSize KB of changes kept for clients, a power of two
 */
public record StreamSettings(String destination, Path dataDir, String filter, StartPoint start, int storeSize) {

    /** The folder of this stream's files. */
    public Path folder() {
        return dataDir.resolve(destination);
    }
}
