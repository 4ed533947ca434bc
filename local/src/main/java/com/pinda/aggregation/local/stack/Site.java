package com.pinda.aggregation.local.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** What every part of a stack knows: the programs, the data folder and the ports. */
record Site(Home home, DataFolder folder, Ports ports) {
    static final String HOST = "127.0.0.1";

    private static final List<String> MORE_OPTIONS = Stream.of(
                    System.getenv().getOrDefault("PD_JAVA_OPTIONS", "").split(" "))
            .filter(option -> !option.isEmpty())
            .toList();

    String address(Endpoint endpoint) {
        return HOST + ":" + ports.of(endpoint);
    }

    String url(Endpoint endpoint, String path) {
        return "http://" + address(endpoint) + path;
    }

    String registryUrl() {
        return url(Endpoint.REGISTRY, "/apis/ccompat/v7");
    }

    /**
     * A small Java program of the stack: the machine is shared with all the others.
     *
     * @param arguments win over the options in {@code PD_JAVA_OPTIONS}, which every program gets
     */
    Launch java(int heapMegabytes, List<String> arguments, Map<String, String> environment) {
        var command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                // shows whose process this is
                "-Dstack.data=" + folder.path()));
        command.addAll(MORE_OPTIONS);
        command.addAll(arguments);
        return new Launch(command, environment, folder.path());
    }

    /** Starts a process that writes to the part's log. */
    Child start(String part, Launch launch) {
        return Child.start(launch, folder.run().resolve(part + ".pid"), folder.log(part));
    }

    /** Runs a program to its end. */
    void run(String part, Launch launch) {
        var exitCode = start(part, launch).await();
        if (!exitCode.equals(OptionalInt.of(0))) {
            var how = exitCode.isPresent() ? "ended with exit code " + exitCode.getAsInt() : "did not end in time";
            throw new StackFailure(launch.command().get(0) + " " + how + "; see " + folder.log(part));
        }
    }
}
