package com.pinda.aggregation.canal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Keeps a second server out of a folder: both would write its cursor and its table history. The operating system lets
 * go of it when the process ends, however it ends.
 */
final class FolderLock implements AutoCloseable {

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /** Takes the folder, which is made if there is none. */
    static FolderLock take(Path folder) {
        try {
            Files.createDirectories(folder);
            var channel = FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isLocked(channel)) {
                return new FolderLock(folder, channel);
            }
            channel.close();
        } catch (IOException e) {
            throw new BadSettingException("cannot use the data folder " + folder.toAbsolutePath() + ": " + e);
        }
        throw new BadSettingException("another canal-server uses the data folder " + folder.toAbsolutePath()
                + "; stop it, or give this one another canal.data-dir or canal.destination");
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) { // taken by this very process
            return false;
        }
    }

    @Override
    public String toString() {
        return folder.toString();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
