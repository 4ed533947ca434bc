package com.pinda.aggregation.consumer.view.graph;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What an alias stands for. Each is one place in the SELECT, and equal to itself only. */
sealed interface Source {

    String alias();

    /** One use of a table. */
    final class Occurrence implements Source {

        private final String table;
        private final String alias;
        private final int line;
        private final Scope scope;
        private final Set<String> columns = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

        Occurrence(String table, String alias, int line, Scope scope) {
            this.table = table;
            this.alias = alias;
            this.line = line;
            this.scope = scope;
        }

        /** The copy's name. */
        String table() {
            return table;
        }

        @Override
        public String alias() {
            return alias;
        }

        int line() {
            return line;
        }

        Scope scope() {
            return scope;
        }

        /** The columns that the SELECT reads of it. */
        Set<String> columns() {
            return columns;
        }
    }

    /** A derived table: a SELECT in brackets, or several united. */
    final class Derived implements Source {

        private final String alias;
        private final List<Scope> branches;

        Derived(String alias, List<Scope> branches) {
            this.alias = alias;
            this.branches = List.copyOf(branches);
        }

        @Override
        public String alias() {
            return alias;
        }

        List<Scope> branches() {
            return branches;
        }
    }
}
