package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The folder that holds all a stack keeps. One launcher at a time uses it. */
final class DataFolder implements AutoCloseable {
    /** Shows that the folder is ours, and says which databases its data belongs to. */
    private static final String MARK = "stack.txt";

    private static final String LOCK = "lock";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Takes the folder, ends what a launcher that crashed left in it, and empties it when asked to.
     *
     * @param origin the databases in a word; data that belongs to others is refused
     */
    static DataFolder open(Path path, String origin, boolean fresh) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new StackFailure("%s is no folder; name one with --data".formatted(path));
        }
        if (Files.isDirectory(path) && Files.notExists(path.resolve(MARK)) && holdsMore(path)) {
            throw new StackFailure(
                    "%s holds other files than a stack's data; name another folder with --data".formatted(path));
        }
        create(path);
        var folder = new DataFolder(path.toRealPath(), lock(path.resolve(LOCK)));
        try {
            Leftovers.end(folder.run());
            if (fresh) {
                folder.clear();
            }
            folder.checkOrigin(origin);
            for (var each : new Path[] {folder.logs(), folder.run()}) {
                Files.createDirectories(each);
            }
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    Path path() {
        return path;
    }

    Path logs() {
        return path.resolve("logs");
    }

    Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /** Where each running child's process id is noted. */
    Path run() {
        return path.resolve("run");
    }

    Path of(String part) {
        return path.resolve(part);
    }

    private static void create(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new StackFailure("cannot make the folder %s (%s); name another with --data".formatted(path, e), e);
        }
    }

    private static FileChannel lock(Path file) throws IOException {
        var channel = opened(file);
        if (tryLock(channel).isEmpty()) {
            channel.close();
            throw new StackFailure("%s is in use by another launcher; stop it, or name another folder with --data"
                    .formatted(file.toAbsolutePath().getParent()));
        }
        return channel;
    }

    private static FileChannel opened(Path file) {
        try {
            return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new StackFailure("cannot write %s (%s); name another folder with --data".formatted(file, e), e);
        }
    }

    private static Optional<FileLock> tryLock(FileChannel channel) throws IOException {
        try {
            return Optional.ofNullable(channel.tryLock());
        } catch (OverlappingFileLockException e) {
            return Optional.empty();
        }
    }

    /** A start that was interrupted early leaves the lock and nothing else. */
    private static boolean holdsMore(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            return files.anyMatch(file -> !file.equals(folder.resolve(LOCK)));
        }
    }

    private void clear() throws IOException {
        for (var file : toClear(path)) {
            Files.delete(file);
        }
    }

    /** What is in a folder before the folder, and the mark last: without it the rest would be another's. */
    static List<Path> toClear(Path folder) throws IOException {
        var mark = folder.resolve(MARK);
        try (var files = Files.walk(folder)) {
            return files.filter(file -> !file.equals(folder) && !file.equals(folder.resolve(LOCK)))
                    .sorted(Comparator.<Path, Boolean>comparing(mark::equals).thenComparing(Comparator.reverseOrder()))
                    .toList();
        }
    }

    private void checkOrigin(String origin) throws IOException {
        var mark = path.resolve(MARK);
        if (Files.notExists(mark)) {
            Files.writeString(mark, origin);
        }
        var kept = Files.readString(mark);
        if (!kept.equals(origin)) {
            throw new StackFailure(
                    "the data in %s came from %s, not from %s; start over with --fresh, or name another folder with --data"
                            .formatted(path, kept, origin));
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
