package com.pinda.aggregation.local.stack;

import java.io.IOException;
import java.util.Optional;

/** A server of the stack that runs as a process of its own. */
interface Part {
    /** Its name on the screen, and of its log. */
    String name();

    /** Where it listens. */
    Endpoint endpoint();

    /** Makes what the process needs to find, and says how to start it. */
    Launch prepare() throws IOException;

    /** What keeps it from serving, nothing when it is up. */
    Optional<String> problem();
}
