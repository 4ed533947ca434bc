package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.view.graph.FollowedSelect;

/** A view that is kept. */
record View(ViewDefinition definition, FollowedSelect select) {

    String name() {
        return definition.name();
    }
}
