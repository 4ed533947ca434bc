package com.pinda.aggregation.local.stack;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the built programs are. */
record Home(Path project) {
    /** The project that this class was built in. */
    static Home ofThisProgram() {
        try {
            var built = Path.of(Home.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return new Home(built.resolve("../../..").normalize());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A module's jar. */
    Path jar(String module) {
        return existing(project.resolve(module).resolve("target").resolve(module + ".jar"));
    }

    /** A service's jar beside its libraries. */
    Path service(String module) {
        return existing(program(module).resolve(module + ".jar"));
    }

    /** The archive of the classes that a service's start loads. */
    Path classes(String module) {
        return existing(program(module).resolve("classes.jsa"));
    }

    private Path program(String module) {
        return project.resolve(module).resolve("target").resolve("program");
    }

    /** A program that the build unpacked. */
    Path unpacked(String name) {
        return existing(target().resolve(name));
    }

    /** The build's folder of this module. */
    Path target() {
        return project.resolve("local").resolve("target");
    }

    /** A script of the project. */
    Path script(String name) {
        return existing(project.resolve("scripts").resolve(name));
    }

    private static Path existing(Path path) {
        if (Files.notExists(path)) {
            throw new StackFailure("%s is not there; build the project with mvn -DskipTests package".formatted(path));
        }
        return path;
    }
}
