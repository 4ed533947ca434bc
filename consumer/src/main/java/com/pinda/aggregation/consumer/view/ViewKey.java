package com.pinda.aggregation.consumer.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pinda.aggregation.consumer.copy.SqlText;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The key of a row of a view: its columns as a JSON array, whole numbers as such and all else as text, as in
 * {@code ["1234"]} or {@code [7,"2026-11-28"]}. One key has one text, so it is always in the same partition.
 */
record ViewKey(String json) {

    private static final JsonMapper JSON = JsonMapper.shared();

    /** A key of the values of its columns, each a whole number or {@link #text}. */
    static ViewKey of(List<String> values) {
        return new ViewKey("[" + String.join(",", values) + "]");
    }

    /** Text as a part of a key. */
    static String text(String value) {
        return JSON.writeValueAsString(value);
    }

    /** The record key of a refresh. */
    byte[] bytes() {
        return json.getBytes(UTF_8);
    }

    /**
     * Its columns as SQL.
     *
     * @param columns how many the view's key has
     * @throws IllegalArgumentException where it is no key of the view
     */
    List<String> literals(int columns) {
        try {
            var array = JSON.readTree(json);
            if (!array.isArray() || array.size() != columns) {
                throw new IllegalArgumentException("not a JSON array of " + columns + " values: " + json);
            }
            var literals = new ArrayList<String>();
            for (var value : array) {
                if (value.isIntegralNumber()) {
                    literals.add(value.asString());
                } else if (value.isString()) {
                    var bytes = value.asString().getBytes(UTF_8);
                    literals.add(new SqlText().quoted(bytes, 0, bytes.length).toString());
                } else {
                    throw new IllegalArgumentException("neither a text nor a whole number: " + value);
                }
            }
            return literals;
        } catch (JacksonException e) {
            throw new IllegalArgumentException("no JSON: " + json, e);
        }
    }
}
