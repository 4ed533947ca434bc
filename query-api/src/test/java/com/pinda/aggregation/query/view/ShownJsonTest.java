package com.pinda.aggregation.query.view;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.query.access.Mask;
import java.io.StringWriter;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ShownJsonTest {

    @Test
    void namesAreInCamelCaseAndIdsAreText() {
        var shown = shown("[{\"id\":12345678901234567890,\"driver_id\":7,\"at_hub\":7,\"line_2\":null}]", Mask.NONE);

        assertThat(shown)
                .isEqualTo("[{\"id\":\"12345678901234567890\",\"driverId\":\"7\",\"atHub\":7,\"line2\":null}]");
    }

    @Test
    void decimalsKeepTheirDigits() {
        var shown = shown("{\"weight\":\"1.2500000000\",\"cost\":3.10,\"name\":\"1.20\"}", Mask.NONE);

        assertThat(shown).isEqualTo("{\"weight\":1.2500000000,\"cost\":3.10,\"name\":\"1.20\"}");
    }

    @Test
    void textsAreMaskedByTheirPlace() {
        Mask mask = (path, value) -> path.equals("load.legs.driver_name") ? "*" : value;

        var shown = shown("{\"legs\":[{\"driver_name\":\"x\",\"name\":\"y\"}],\"driver_name\":\"z\"}", mask);

        assertThat(shown).isEqualTo("{\"legs\":[{\"driverName\":\"*\",\"name\":\"y\"}],\"driverName\":\"z\"}");
    }

    @Test
    void aMaskedDecimalIsText() {
        assertThat(shown("{\"weight\":\"1.5\"}", (path, value) -> "***")).isEqualTo("{\"weight\":\"***\"}");
    }

    @Test
    void whatIsNoJsonIsText() {
        assertThat(shown("{x", Mask.NONE)).isEqualTo("\"{x\"");
    }

    private static String shown(String text, Mask mask) {
        var out = new StringWriter();
        try (var json = ShownJson.JSON.createGenerator(out)) {
            new ShownJson(mask, Set.of("load.weight")).write("load", text, json);
        }
        return out.toString();
    }
}
