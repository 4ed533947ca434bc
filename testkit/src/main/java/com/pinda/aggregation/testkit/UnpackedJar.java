package com.pinda.aggregation.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A Spring Boot jar that is unpacked beside itself, with an archive of the classes that its start loads: it starts with
 * a third of the work. Both are made once for each build of the jar.
 *
 * @see <a href="https://docs.spring.io/spring-boot/how-to/class-data-sharing.html">Spring Boot on class data
 *     sharing</a>
 */
final class UnpackedJar {

    private static final String STAMP = "stamp";

    private final Path jar;
    private final Path folder;

    private UnpackedJar(Path jar) {
        this.jar = jar;
        folder = jar.resolveSibling("unpacked-" + jar.getFileName().toString().replace(".jar", ""));
    }

    /**
     * The arguments that start it.
     *
     * @param options those of the start; a first one that ends before anything is opened is made with them too
     * @throws IllegalStateException with its output, where that one fails
     */
    static synchronized List<String> arguments(
            Path jar, List<String> options, Map<String, String> environment, Path directory) {
        var unpacked = new UnpackedJar(jar);
        try (var lock = FileChannel.open(
                        jar.resolveSibling(jar.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                var held = lock.lock()) { // other modules' tests start it too
            if (held.isValid() && !unpacked.isCurrent()) {
                unpacked.unpack(options, environment, directory);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack " + jar, e);
        }
        return unpacked.start("-XX:SharedArchiveFile=", options);
    }

    private boolean isCurrent() throws IOException {
        var stamp = folder.resolve(STAMP);
        return Files.exists(stamp) && Files.readString(stamp).equals(stamp());
    }

    private String stamp() throws IOException {
        return Files.size(jar) + " bytes of " + Files.getLastModifiedTime(jar);
    }

    private void unpack(List<String> options, Map<String, String> environment, Path directory) throws IOException {
        run(
                List.of("-Djarmode=tools", "-jar", jar.toString(), "extract", "--force", "--destination", folder + ""),
                Map.of(),
                directory);
        var first = new ArrayList<>(options);
        first.add("-Dspring.context.exit=onRefresh");
        run(start("-XX:ArchiveClassesAtExit=", first), environment, directory);
        Files.writeString(folder.resolve(STAMP), stamp());
    }

    private List<String> start(String archive, List<String> options) {
        var arguments = new ArrayList<String>();
        arguments.add(archive + folder.resolve("classes.jsa"));
        arguments.addAll(options);
        arguments.add("-jar");
        arguments.add(folder.resolve(jar.getFileName()).toString());
        return arguments;
    }

    private void run(List<String> arguments, Map<String, String> environment, Path directory) {
        try (var process = JavaProcess.start("unpacking", arguments, environment, directory)) {
            if (!process.ended(JavaProcess.START_TIMEOUT) || process.exitCode() != 0) {
                throw new IllegalStateException("cannot unpack " + jar + ":\n" + process.output());
            }
        }
    }
}
