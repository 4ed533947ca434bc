package com.pinda.aggregation.query.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.pinda.aggregation.query.access.Mask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MaskedItemTest {

    private record Item(
            String id,
            @Nullable String senderName,
            @Nullable Integer status) {}

    @Test
    void textsAreShownByTheirColumns() {
        Mask mask = (path, value) -> path.equals("sender_name") ? "*" : value;

        var shown = MaskedItem.of(new Item("1", "x", 2), Item.class, mask);

        assertThat(shown).isEqualTo(new Item("1", "*", 2));
    }

    @Test
    void whoMaySeeAllSeesTheItemItself() {
        var item = new Item("1", null, null);

        assertThat(MaskedItem.of(item, Item.class, Mask.NONE)).isSameAs(item);
    }
}
