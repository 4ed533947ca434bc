package com.pinda.aggregation.local.tms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DatabaseServerTest {

    @Test
    void thePasswordIsNotShown() {
        var server = new DatabaseServer("jdbc:mysql://127.0.0.1:3306/x?password=other", "tms", "secret");

        assertThat(server).hasToString("tms@127.0.0.1:3306");
    }

    @Test
    void anAddressOfAnotherKindIsRefused() {
        assertThatThrownBy(() -> new DatabaseServer("jdbc:h2:mem", "tms", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("jdbc:mysql://host:port");
    }
}
