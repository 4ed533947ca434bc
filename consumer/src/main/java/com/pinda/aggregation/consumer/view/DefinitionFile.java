package com.pinda.aggregation.consumer.view;

import com.pinda.aggregation.consumer.view.graph.FollowedSelect;
import com.pinda.aggregation.consumer.view.graph.UnfollowableException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads one definition; every fault is told with its file and line. */
final class DefinitionFile {

    private static final Set<String> KEYS =
            Set.of("name", "description", "key", "indexes", "columns", "json", "select");

    /** With what is put before it no longer than MySQL takes for a table's name. */
    private static final String NAME = "[a-z][a-z0-9_]{0,55}";

    private final String file;
    private final String text;
    private final Map<String, Node> values = new LinkedHashMap<>();

    private DefinitionFile(String file, String text) {
        this.file = file;
        this.text = text;
    }

    /**
     * Reads a definition.
     *
     * @param file what it is called in messages
     * @throws InvalidViewException where it cannot be kept
     */
    static View read(String file, String text) {
        return new DefinitionFile(file, text).read();
    }

    private View read() {
        index();
        var name = string("name");
        if (!name.matches(NAME)) {
            throw invalid("name", "name '" + name + "': small letters, digits and _, at most 56, as agg_waybill");
        }
        var definition = new ViewDefinition(
                name,
                values.containsKey("description") ? string("description") : "",
                strings("key"),
                values.containsKey("indexes") ? lists("indexes") : List.of(),
                values.containsKey("columns") ? map("columns") : Map.of(),
                values.containsKey("json") ? strings("json") : List.of(),
                string("select"));
        var select = follow(definition);
        checkNames(definition, select);
        return new View(name, file, text, definition, select);
    }

    private void index() {
        try {
            var root = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(text));
            if (!(root instanceof MappingNode mapping)) {
                throw new InvalidViewException(file, 1, "it is no YAML mapping with name, key and select");
            }
            for (var entry : mapping.getValue()) {
                var key = entry.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
                if (!KEYS.contains(key)) {
                    throw new InvalidViewException(
                            file,
                            line(entry.getKeyNode()),
                            "unknown key '" + key + "'; known are "
                                    + String.join(", ", KEYS.stream().sorted().toList()));
                }
                if (values.put(key, entry.getValueNode()) != null) {
                    throw new InvalidViewException(file, line(entry.getKeyNode()), "'" + key + "' is there twice");
                }
            }
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new InvalidViewException(
                    file, mark == null ? 1 : mark.getLine() + 1, "it is no YAML: " + e.getProblem(), e);
        }
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    private InvalidViewException invalid(String key, String reason) {
        var node = values.get(key);
        return new InvalidViewException(file, node == null ? 1 : line(node), reason);
    }

    private Node node(String key) {
        var node = values.get(key);
        if (node == null) {
            throw new InvalidViewException(file, 1, "it lacks '" + key + "'");
        }
        return node;
    }

    private String string(String key) {
        return scalar(key, node(key));
    }

    private String scalar(String key, @Nullable Node node) {
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return scalar.getValue();
        }
        throw invalid(key, "'" + key + "' is a text, or holds texts");
    }

    private List<String> strings(String key) {
        return strings(key, node(key));
    }

    private List<String> strings(String key, Node node) {
        if (node instanceof SequenceNode list && !list.getValue().isEmpty()) {
            return list.getValue().stream().map(item -> scalar(key, item)).toList();
        }
        throw invalid(key, "'" + key + "' is a list of column names, as [id]");
    }

    private List<List<String>> lists(String key) {
        if (node(key) instanceof SequenceNode list) {
            return list.getValue().stream().map(item -> strings(key, item)).toList();
        }
        throw invalid(key, "'" + key + "' is a list of lists of column names");
    }

    private Map<String, String> map(String key) {
        if (!(node(key) instanceof MappingNode mapping)) {
            throw invalid(key, "'" + key + "' has a description for each column name");
        }
        var all = new LinkedHashMap<String, String>();
        mapping.getValue()
                .forEach(entry -> all.put(scalar(key, entry.getKeyNode()), scalar(key, entry.getValueNode())));
        return all;
    }

    private FollowedSelect follow(ViewDefinition definition) {
        try {
            return FollowedSelect.of(definition.select(), definition.key());
        } catch (UnfollowableException e) {
            var node = node("select");
            // a block begins on the line after its key
            var block = node instanceof ScalarNode scalar
                    && !scalar.isPlain()
                    && definition.select().contains("\n");
            throw new InvalidViewException(
                    file, line(node) + e.line() - (block ? 0 : 1), String.valueOf(e.getMessage()), e);
        }
    }

    private void checkNames(ViewDefinition definition, FollowedSelect select) {
        var known = select.columns().stream()
                .map(column -> column.toLowerCase(Locale.ROOT))
                .toList();
        var named = new ArrayList<Map.Entry<String, String>>();
        definition.indexes().forEach(index -> index.forEach(column -> named.add(Map.entry("indexes", column))));
        definition.columns().keySet().forEach(column -> named.add(Map.entry("columns", column)));
        definition.json().forEach(column -> named.add(Map.entry("json", column)));
        for (var each : named) {
            if (!known.contains(each.getValue().toLowerCase(Locale.ROOT))) {
                throw invalid(
                        each.getKey(),
                        each.getKey() + ": the SELECT gives no column " + each.getValue() + "; it gives "
                                + String.join(", ", select.columns()));
            }
        }
    }
}
