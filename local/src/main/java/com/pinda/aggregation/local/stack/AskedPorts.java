package com.pinda.aggregation.local.stack;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The ports that were asked for.
 *
 * @param base the first of some in a row, which go to the endpoints in their order; empty for their usual ports
 * @param named ports of single endpoints, which go before those of the row
 */
record AskedPorts(OptionalInt base, Map<Endpoint, Integer> named) {
    private static final List<Endpoint> ORDER = List.of(Endpoint.values());

    static final AskedPorts NONE = new AskedPorts(OptionalInt.empty(), Map.of());

    AskedPorts {
        named = Map.copyOf(named);
    }

    /** The port of an endpoint; nothing when any will do. */
    OptionalInt of(Endpoint endpoint) {
        var port = named.get(endpoint);
        if (port != null) {
            return OptionalInt.of(port);
        }
        return base.isPresent() ? OptionalInt.of(base.getAsInt() + ORDER.indexOf(endpoint)) : base;
    }

    /** The option that asks for the endpoint's port, as it was written. */
    String option(Endpoint endpoint) {
        var port = named.get(endpoint);
        return port == null ? "--port-base " + base.orElse(0) : "--port %s=%d".formatted(endpoint, port);
    }

    /** Why these ports cannot be had on any machine. */
    Optional<String> problem() {
        var takers = new HashMap<Integer, Endpoint>();
        for (var endpoint : Endpoint.values()) {
            var asked = of(endpoint);
            if (asked.isEmpty()) {
                continue;
            }
            int port = asked.getAsInt();
            if (port > Ports.LAST) {
                return Optional.of("%s gives %s port %d, and the last is %d"
                        .formatted(option(endpoint), endpoint, port, Ports.LAST));
            }
            var taker = takers.put(port, endpoint);
            if (taker != null) {
                return Optional.of("%s and %s both give port %d, to %s and to %s"
                        .formatted(option(taker), option(endpoint), port, taker, endpoint));
            }
        }
        return Optional.empty();
    }
}
