package com.pinda.aggregation.local.stack;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param environment what is set beside the launcher's own variables; passwords go here, for arguments are public
 */
record Launch(List<String> command, Map<String, String> environment, Path directory) {
    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    @Override
    public String toString() {
        return String.join(" ", command);
    }
}
