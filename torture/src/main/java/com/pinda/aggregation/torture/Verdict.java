package com.pinda.aggregation.torture;

import com.pinda.aggregation.testkit.Database;
import com.pinda.aggregation.torture.check.CheckedTable;
import com.pinda.aggregation.torture.check.Checker;
import com.pinda.aggregation.torture.check.Kafka;
import com.pinda.aggregation.torture.check.Server;
import com.pinda.aggregation.torture.check.Target;
import com.pinda.aggregation.torture.check.Violation;
import com.pinda.aggregation.torture.load.Views;
import com.pinda.aggregation.torture.rig.Rig;
import java.util.List;
import java.util.stream.Stream;

/** What the checker says of a rig that was written to by the load, at one quiet point after the other. */
final class Verdict implements AutoCloseable {

    private final Checker checker;

    Verdict(Rig rig) {
        checker = Checker.of(
                        server(rig.source().port()),
                        new Kafka(rig.bootstrapServers()),
                        rig.registryUrl(),
                        new Target(server(rig.target().port())),
                        Stream.concat(rig.tables().stream(), Stream.of(Rig.MARK))
                                .map(Verdict::table)
                                .toList())
                .with(rig.keepsViews() ? Views.NAMES : List.of());
    }

    private static Server server(int port) {
        return new Server("127.0.0.1", port, Database.USER, Database.PASSWORD);
    }

    private static CheckedTable table(String name) {
        var table = CheckedTable.of(name);
        return name.equals("shop.events") ? table.keyedBy("shard", "number") : table;
    }

    /** What was violated since the last call. */
    List<Violation> violations() {
        return checker.check();
    }

    @Override
    public void close() {
        checker.close();
    }
}
