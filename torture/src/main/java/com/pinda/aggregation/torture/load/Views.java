package com.pinda.aggregation.torture.load;

import com.pinda.aggregation.torture.rig.RigOptions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** Views over the {@link Tables}: a parent that is looked up, children that are folded, and one that is picked. */
public final class Views {

    /** Their names. */
    public static final List<String> NAMES = List.of("line_with_order", "order_lines", "seat_lines");

    private Views() {}

    /** A rig whose consumers keep them, few rows at a time and both ways, so that there is much to be broken. */
    public static RigOptions keptBy(RigOptions rig) {
        return rig.withConsumer(
                        "cdc.view.locations",
                        NAMES.stream().map(Views::location).collect(Collectors.joining(",")))
                .withConsumer("cdc.copy.indexes", "items(line)")
                .withConsumer("cdc.view.batch", "50")
                .withConsumer("cdc.view.bulk-batch", "20")
                .withConsumer("cdc.view.fan-out", "100")
                .withConsumer("cdc.view.retry", "2s");
    }

    /** In this program's classes, which a consumer that runs beside it can read too. */
    private static String location(String name) {
        return Objects.requireNonNull(Views.class.getResource(name + ".yml"), name)
                .toString();
    }
}
