package com.pinda.aggregation.consumer.view.topic;

import com.pinda.aggregation.schema.TableDefinition;

/**
 * How rows of a view are written, and where to.
 *
 * @param keySchema the registry's id
 * @param valueSchema the registry's id
 * @param prefix first part of the topic's name
 * @param database where the view's table is
 */
record Form(
        PublishedView view,
        TableDefinition columns,
        Topic topic,
        int keySchema,
        int valueSchema,
        String prefix,
        String database) {}
