package com.pinda.aggregation.consumer.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class SecondConsumerIT {

    private final String prefix = "m" + Long.toString(System.nanoTime(), 36);
    private final SourceTable orders = SourceTable.of(prefix, "shop.orders", "id bigint key", "name varchar(20)");
    private Topics topics;
    private Target target;

    @BeforeEach
    void prepare() {
        topics = new Topics(prefix);
        target = new Target(prefix);
        topics.create(orders.topic(), 4);
    }

    @AfterEach
    void stop() {
        target.close();
        topics.close();
    }

    @Test
    void aConsumerStartsWhileAnotherApplies(CapturedOutput output) {
        target.start("cdc.copy.tables=shop.orders");
        var over = new AtomicBoolean();
        var published = CompletableFuture.supplyAsync(() -> {
            long id = 0;
            while (!over.get()) {
                id++;
                topics.publish(orders.insert(id, id, "a"), orders.insert(id, -id, "b"));
            }
            return 2 * id;
        });
        Target.await()
                .untilAsserted(() -> assertThat(target.number("SELECT SUM(changes) FROM _copy_progress"))
                        .isGreaterThan(100));

        for (int i = 0; i < 4; i++) {
            target.start("cdc.copy.tables=shop.orders", "cdc.copy.threads=1");
        }

        over.set(true);
        target.awaitChanges(published.join());
        assertThat(target.number("SELECT COUNT(*) FROM orders")).isEqualTo(published.join());
        assertThat(output).doesNotContain("set back", "cannot start yet");
    }
}
