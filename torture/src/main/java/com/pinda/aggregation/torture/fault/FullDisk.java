package com.pinda.aggregation.torture.fault;

import com.pinda.aggregation.torture.rig.Service;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The small disk with a service's data is filled by somebody else. */
record FullDisk(Service service, Path data) implements Fault {

    private static final int BLOCK_BYTES = 4096;

    @Override
    public String name() {
        return "disk of " + service.name() + " full";
    }

    @Override
    public boolean inflict() {
        try (var out = Files.newOutputStream(filler())) {
            while (true) {
                out.write(new byte[BLOCK_BYTES]);
            }
        } catch (IOException e) { // no space left
            return true;
        }
    }

    @Override
    public void heal() {
        try {
            Files.deleteIfExists(filler());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        service.launch();
    }

    private Path filler() {
        return data.resolve("filler");
    }
}
