package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A mapping of a YAML file, read key by key; every complaint names file and line. {@link #end} complains about keys
 * nobody asked for, so that a typing error is not taken for a default.
 */
final class YamlMap {

    private final String file;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    YamlMap(String file, Node node) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, "expected `key: value` pairs");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar(tuple.getKeyNode());
            if (values.put(key, tuple.getValueNode()) != null) {
                throw error(tuple.getKeyNode(), "the key '" + key + "' stands here twice");
            }
            keys.put(key, tuple.getKeyNode());
        }
    }

    boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    boolean isScalar(String key) {
        return has(key) && values.get(key) instanceof ScalarNode;
    }

    String text(String key) {
        return has(key) ? scalar(node(key)) : missing(key);
    }

    String text(String key, String absent) {
        return has(key) ? scalar(node(key)) : absent;
    }

    @Nullable String optional(String key) {
        return has(key) ? scalar(node(key)) : null;
    }

    boolean flag(String key, boolean absent) {
        String text = text(key, String.valueOf(absent));
        if (!text.equals("true") && !text.equals("false")) {
            throw error(node(key), "%s: expected true or false, found '%s'".formatted(key, text));
        }
        return text.equals("true");
    }

    int number(String key, int absent) {
        return has(key) ? convert(key, "a whole number", Integer::parseInt) : absent;
    }

    /** The value as {@code kind} makes it; what that throws becomes a complaint about this key. */
    <T> T convert(String key, String expected, Function<String, T> kind) {
        String text = text(key);
        try {
            return kind.apply(text);
        } catch (DaybookException e) {
            throw error(node(key), key + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw error(node(key), "%s: expected %s, found '%s'".formatted(key, expected, text));
        }
    }

    /** One of an enum's constants, written in lower case with dashes. */
    <E extends Enum<E>> E choice(String key, Class<E> type, @Nullable E absent) {
        if (!has(key) && absent != null) {
            return absent;
        }
        String text = text(key);
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw error(node(key), "%s: expected one of %s, found '%s'".formatted(key, String.join(", ", names), text));
    }

    /** A list of texts; a single text is a list of one. Empty when absent. */
    List<String> texts(String key) {
        return texts(key, text -> text, "a text");
    }

    <T> List<T> texts(String key, Function<String, T> kind, String expected) {
        List<T> result = new ArrayList<>();
        if (has(key)) {
            List<Node> items = node(key) instanceof SequenceNode list ? list.getValue() : List.of(node(key));
            for (Node item : items) {
                result.add(convertItem(key, item, kind, expected));
            }
        }
        return result;
    }

    private <T> T convertItem(String key, Node item, Function<String, T> kind, String expected) {
        String text = scalar(item);
        try {
            return kind.apply(text);
        } catch (DaybookException e) {
            throw error(item, key + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw error(item, "%s: expected %s, found '%s'".formatted(key, expected, text));
        }
    }

    @Nullable YamlMap map(String key) {
        return has(key) ? new YamlMap(file, node(key)) : null;
    }

    List<YamlMap> maps(String key) {
        List<YamlMap> result = new ArrayList<>();
        if (has(key)) {
            if (!(node(key) instanceof SequenceNode list)) {
                throw error(node(key), key + ": expected a list");
            }
            list.getValue().forEach(item -> result.add(new YamlMap(file, item)));
        }
        return result;
    }

    Map<String, String> pairs(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        YamlMap map = map(key);
        if (map != null) {
            map.values.keySet().forEach(k -> result.put(k, map.text(k)));
        }
        return result;
    }

    /** Complains about the first key nobody asked for. */
    void end() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                throw error(
                        keys.get(key),
                        "unknown key '%s', expected one of %s"
                                .formatted(key, String.join(", ", asked.stream().sorted().toList())));
            }
        }
    }

    DaybookException errorAt(String key, String message) {
        Node at = values.get(key);
        return error(at == null ? node : at, message);
    }

    private Node node(String key) {
        Node value = values.get(key);
        return value == null ? node : value;
    }

    private String missing(String key) {
        throw error(node, "the key '" + key + "' is missing");
    }

    private String scalar(Node at) {
        if (at instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw error(at, "expected a single value");
    }

    private DaybookException error(@Nullable Node at, String message) {
        Mark mark = at == null ? null : at.getStartMark();
        String where = mark == null ? "" : " line %d column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
        return DaybookException.configuration(file + where + ": " + message);
    }
}
