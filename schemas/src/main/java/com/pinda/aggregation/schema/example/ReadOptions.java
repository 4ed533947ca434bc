package com.pinda.aggregation.schema.example;

import java.util.ArrayDeque;
import java.util.List;

/**
 * What the command line says.
 *
 * @param fromBeginning from the oldest record, else from the next one that is written
 * @param toEnd ends at the record that is now the last, else goes on
 * @param max ends after so many records
 */
record ReadOptions(String topic, String bootstrap, String registry, boolean fromBeginning, boolean toEnd, long max) {

    static final String USAGE = """
            usage: scripts/read-topic TOPIC [options]

            Prints the committed records of a topic as JSON, one a line.

              --from-beginning   from the oldest record on (default: what is written from now on)
              --to-end           stop at the record that is now the last (default: go on)
              --max N            stop after N records
              --bootstrap H:P    Kafka broker [127.0.0.1:9092]
              --registry URL     schema registry [http://127.0.0.1:8081/apis/ccompat/v7]
            """;

    /**
     * Reads the arguments.
     *
     * @throws IllegalArgumentException for an option that does not exist or a value that it does not take
     */
    static ReadOptions parse(List<String> arguments) {
        var topic = "";
        var bootstrap = "127.0.0.1:9092";
        var registry = "http://127.0.0.1:8081/apis/ccompat/v7";
        var fromBeginning = false;
        var toEnd = false;
        var max = Long.MAX_VALUE;
        var rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            var argument = rest.remove();
            switch (argument) {
                case "--from-beginning" -> fromBeginning = true;
                case "--to-end" -> toEnd = true;
                case "--bootstrap" -> bootstrap = value(argument, rest);
                case "--registry" -> registry = value(argument, rest);
                case "--max" -> max = count(value(argument, rest));
                default -> {
                    if (argument.startsWith("-") || !topic.isEmpty()) {
                        throw new IllegalArgumentException("unknown option " + argument);
                    }
                    topic = argument;
                }
            }
        }
        if (topic.isEmpty()) {
            throw new IllegalArgumentException("which topic? For example tms.pd_oms.pd_order");
        }
        return new ReadOptions(topic, bootstrap, registry, fromBeginning, toEnd, max);
    }

    private static String value(String option, ArrayDeque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.remove();
    }

    private static long count(String text) {
        if (!text.matches("[1-9][0-9]{0,17}")) {
            throw new IllegalArgumentException("--max takes a whole number from 1 on, not " + text);
        }
        return Long.parseLong(text);
    }
}
