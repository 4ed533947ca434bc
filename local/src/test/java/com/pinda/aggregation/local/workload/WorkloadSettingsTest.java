package com.pinda.aggregation.local.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkloadSettingsTest {

    @Test
    void aKnobInsideAGroupIsTurnedByItsName() {
        var settings = WorkloadSettings.defaults()
                .with(Map.of("door-pickup", "0.25", "undo-log", "false", "orders", "7", "truncate-after", "9"));

        assertThat(settings.mix().doorPickup()).isEqualTo(0.25);
        assertThat(settings.noise().undoLog()).isFalse();
        assertThat(settings.orders()).isEqualTo(7);
        assertThat(settings.incidents().truncateAfter()).isEqualTo(9);
    }

    @Test
    void allKnobsAreListedAndCanBeTurnedToTheirOwnValues() {
        var knobs = WorkloadSettings.defaults().knobs();

        assertThat(knobs).hasSizeGreaterThan(30).containsEntry("cancelled", "0.05");
        assertThat(WorkloadSettings.clean().with(knobs)).isEqualTo(WorkloadSettings.defaults());
    }

    @Test
    void anUnknownKnobIsRefusedWithTheNamesThereAre() {
        assertThatThrownBy(() -> WorkloadSettings.defaults().with("speed", "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no knob is called speed")
                .hasMessageContaining("door-pickup");
    }

    @Test
    void aValueOutOfRangeIsRefusedByName() {
        assertThatThrownBy(() -> WorkloadSettings.defaults().with("refused", "1.5"))
                .hasMessage("refused must be a share from 0 to 1, not 1.5");
        assertThatThrownBy(() -> WorkloadSettings.defaults().with("refused", "NaN"))
                .hasMessageContaining("refused must be a share");
        assertThatThrownBy(() -> WorkloadSettings.defaults().with("orders", "many"))
                .hasMessage("orders must be a number, not many");
        assertThatThrownBy(() -> WorkloadSettings.defaults().with("undo-log", "yes"))
                .hasMessage("undo-log must be true or false, not yes");
    }
}
