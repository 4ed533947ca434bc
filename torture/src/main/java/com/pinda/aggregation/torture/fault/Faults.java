package com.pinda.aggregation.torture.fault;

import com.pinda.aggregation.testkit.Moment;
import com.pinda.aggregation.testkit.SqlServer;
import com.pinda.aggregation.torture.rig.Rig;
import com.pinda.aggregation.torture.rig.Service;
import com.pinda.aggregation.torture.rig.Way;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** All faults that a rig can suffer and come back from by itself. */
public final class Faults {

    private static final Duration DELAY = Duration.ofMillis(150);
    private static final long BYTES = 60_000;

    /** Longer than the 10 seconds within which canal-server tries again. */
    private static final Duration TAKEOVER = Duration.ofSeconds(60);

    private final Rig rig;
    private final List<Fault> faults = new ArrayList<>();

    private Faults(Rig rig) {
        this.rig = rig;
    }

    /** All of them, in an order that is always the same, so that a seed chooses the same. */
    public static List<Fault> of(Rig rig) {
        var all = new Faults(rig);
        all.ofServices();
        all.ofDatabase("source", rig.source());
        all.ofDatabase("target", rig.target());
        for (var way : Way.values()) {
            all.ofLink(way);
        }
        all.atMoments();
        all.ofCompany();
        return List.copyOf(all.faults);
    }

    private void add(String name, Runnable step, Runnable mend) {
        faults.add(Mishap.of(name, step, mend));
    }

    private void ofServices() {
        for (var service : List.of(rig.canal(), rig.producer(), rig.consumer(), rig.broker(), rig.registry())) {
            var name = service.name();
            add(name + " killed", service::kill, service::launch);
            add(name + " restarted", service::close, service::launch);
            add(name + " frozen", () -> freeze(service), service::thaw);
        }
    }

    private static void freeze(Service service) {
        if (service.isRunning()) {
            service.freeze();
        }
    }

    private void ofDatabase(String name, SqlServer server) {
        add(name + " killed", server::kill, server::resume);
        add(name + " restarted", server::stop, server::resume);
        add(name + " frozen", server::freeze, server::thaw);
    }

    private void ofLink(Way way) {
        var link = rig.link(way);
        var name = "link " + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
        add(name + " cut", link::cut, link::heal);
        add(name + " stalled", link::stall, link::heal);
        add(name + " slow", () -> link.delay(DELAY), link::heal);
        add(
                name + " refused",
                () -> {
                    link.refuse();
                    link.cut();
                },
                link::heal);
        add(name + " cut inside an answer", () -> link.cutAfter(BYTES), link::heal);
    }

    private void atMoments() {
        killAt(rig.producer(), Way.PRODUCER_CANAL, Moment.CANAL_GET);
        killAt(rig.producer(), Way.PRODUCER_CANAL, Moment.CANAL_ACK);
        killAt(rig.producer(), Way.PRODUCER_KAFKA, Moment.PRODUCE);
        killAt(rig.producer(), Way.PRODUCER_KAFKA, Moment.END_TXN);
        killAt(rig.consumer(), Way.CONSUMER_KAFKA, Moment.offsetCommit(Rig.COPY_GROUP));
        killAt(rig.consumer(), Way.CONSUMER_TARGET, Moment.statement("INSERT INTO"));
        killAt(rig.consumer(), Way.CONSUMER_TARGET, Moment.statement("COMMIT"));
    }

    private void killAt(Service service, Way way, Moment moment) {
        var link = rig.link(way);
        faults.add(new KillAt(service, link, () -> link.holdAt(moment), moment.name()));
        if (!moment.equals(Moment.CANAL_ACK)) { // which nothing answers
            faults.add(new KillAt(service, link, () -> link.holdAnswerTo(moment), "the answer to " + moment.name()));
        }
    }

    private void ofCompany() {
        faults.add(new Mishap("frozen producer wakes beside another", this::takeOver, () -> {
            rig.spareProducer().close();
            rig.producer().launch();
        }));
        add(
                "second consumer killed",
                () -> rig.spareConsumer().launch(),
                () -> rig.spareConsumer().kill());
        faults.add(new RowLocks(rig));
        rig.smallDisk().ifPresent(data -> faults.add(new FullDisk(rig.canal(), data)));
    }

    private boolean takeOver() {
        var frozen = rig.producer();
        freeze(frozen);
        rig.spareProducer().start();
        frozen.thaw();
        return frozen.isRunning() && frozen.ended(TAKEOVER);
    }
}
