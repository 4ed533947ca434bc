package com.pinda.aggregation.torture.fault;

import com.pinda.aggregation.testkit.Hold;
import com.pinda.aggregation.testkit.Link;
import com.pinda.aggregation.torture.rig.Service;
import java.time.Duration;
import java.util.function.Supplier;

/** A service is killed where its link holds it. What stands there is lost with it. */
record KillAt(Service service, Link link, Supplier<Hold> hold, String point) implements Fault {

    private static final Duration LONGEST = Duration.ofSeconds(10);

    @Override
    public String name() {
        return service.name() + " killed at " + point;
    }

    @Override
    public boolean inflict() {
        var held = hold.get();
        var reached = held.isReached(LONGEST);
        if (reached) {
            service.kill();
        }
        held.cut();
        return reached;
    }

    @Override
    public void heal() {
        link.heal();
        service.launch();
    }
}
