package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.copy.Sql;
import com.pinda.aggregation.consumer.view.graph.FollowedSelect;
import java.util.stream.Collectors;

/**
 * One build of a view: its rows, as one definition says. Mostly there is one; while a definition is changed there is a
 * second, in another table, by a name of its own for its topics, its progress and its locks.
 *
 * @param name the build's name, which is the view's or, with {@value #OTHER} behind it, the second's
 * @param file what the definition is called in messages
 * @param text the definition as it was written
 * @param definition what it says
 * @param select its SELECT, followed
 */
record View(String name, String file, String text, ViewDefinition definition, FollowedSelect select) {

    /** No view's name ends so: there are two names for builds of a view. */
    static final String OTHER = "-b";

    /** The view that it is a build of. */
    String of() {
        return definition.name();
    }

    /** The same definition under the other name for a build. */
    View other() {
        return as(name.equals(of()) ? of() + OTHER : of());
    }

    /** A query for the keys of all rows that are in a table of the view. */
    String keysIn(String table) {
        return definition.key().stream()
                .map(Sql::name)
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + Sql.name(table)));
    }

    View as(String build) {
        return new View(build, file, text, definition, select);
    }
}
