package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping of a YAML file, read key by key; every complaint names file and line. {@link #end} complains about keys
 * nobody asked for, so that a typing error is not taken for a default.
 */
public final class YamlMap {

    private final String file;
    private final Node node;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new HashSet<>();

    /**
     * @param file name for messages
     * @param what the file is expected to hold, such as {@code a feed}
     * @throws DaybookException of kind CONFIGURATION when it is no YAML, or no mapping
     */
    public static YamlMap of(String file, String yaml, String what) {
        try {
            Node node = new Yaml(new LoaderOptions()).compose(new StringReader(yaml));
            if (node == null) {
                throw DaybookException.configuration("%s is empty: expected %s".formatted(file, what));
            }
            return new YamlMap(file, node, "");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            throw DaybookException.configuration("%s line %d: no valid YAML: %s".formatted(file, line, e.getProblem()));
        } catch (YAMLException e) {
            throw DaybookException.configuration("%s: no valid YAML: %s".formatted(file, e.getMessage()));
        }
    }

    private YamlMap(String file, Node node, String what) {
        this.file = file;
        this.node = node;
        if (!(node instanceof MappingNode mapping)) {
            throw error(node, what + "expected `key: value` pairs");
        }
        for (NodeTuple tuple : mapping.getValue()) {
            String key = scalar("a key", tuple.getKeyNode());
            if (values.put(key, tuple.getValueNode()) != null) {
                throw error(tuple.getKeyNode(), "the key '" + key + "' stands here twice");
            }
            keys.put(key, tuple.getKeyNode());
        }
    }

    public boolean has(String key) {
        asked.add(key);
        return values.containsKey(key);
    }

    /** In the order of the file. */
    public Set<String> keys() {
        return Collections.unmodifiableSet(values.keySet());
    }

    boolean isScalar(String key) {
        return has(key) && values.get(key) instanceof ScalarNode;
    }

    boolean isList(String key) {
        return has(key) && values.get(key) instanceof SequenceNode;
    }

    public String text(String key) {
        return has(key) ? scalar(key, node(key)) : missing(key);
    }

    public String text(String key, String absent) {
        return has(key) ? scalar(key, node(key)) : absent;
    }

    public @Nullable String optional(String key) {
        return has(key) ? scalar(key, node(key)) : null;
    }

    public boolean flag(String key, boolean absent) {
        if (!has(key)) {
            return absent;
        }
        String text = unquoted(key, "true or false", Tag.BOOL);
        if (!text.equals("true") && !text.equals("false")) {
            throw error(node(key), "%s: expected true or false, found '%s'".formatted(key, text));
        }
        return text.equals("true");
    }

    public int number(String key, int absent, int least, int most) {
        if (!has(key)) {
            return absent;
        }
        String expected = "a whole number from %d to %d".formatted(least, most);
        String text = unquoted(key, expected, Tag.INT);
        int number = convert(key, expected, Integer::parseInt);
        if (number < least || number > most) {
            throw error(node(key), "%s: expected %s, found '%s'".formatted(key, expected, text));
        }
        return number;
    }

    @Nullable
    BigDecimal decimal(String key) {
        if (!has(key)) {
            return null;
        }
        unquoted(key, "a number", Tag.INT, Tag.FLOAT);
        return convert(key, "a number", BigDecimal::new);
    }

    private String unquoted(String key, String expected, Tag... tags) {
        String text = scalar(key, node(key));
        if (!List.of(tags).contains(node(key).getTag())) {
            throw error(node(key), "%s: expected %s, found the text '%s'".formatted(key, expected, text));
        }
        return text;
    }

    /** The value as {@code kind} makes it; what that throws becomes a complaint about this key. */
    public <T> T convert(String key, String expected, Function<String, T> kind) {
        String text = text(key);
        try {
            return kind.apply(text);
        } catch (DaybookException e) {
            throw error(node(key), key + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw error(node(key), "%s: expected %s, found '%s'".formatted(key, expected, text));
        }
    }

    /** One of some constants, written in lower case with dashes; without {@code absent} the key has to be there. */
    @SafeVarargs
    public final <E extends Enum<E>> E choice(String key, @Nullable E absent, E... choices) {
        if (!has(key) && absent != null) {
            return absent;
        }
        String text = text(key);
        List<String> names = new ArrayList<>();
        for (E constant : choices) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw error(node(key), "%s: expected one of %s, found '%s'".formatted(key, String.join(", ", names), text));
    }

    /** A list of texts; a single text is a list of one. Empty when absent. */
    public List<String> texts(String key) {
        return texts(key, text -> text, "a text");
    }

    public <T> List<T> texts(String key, Function<String, T> kind, String expected) {
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
        String text = scalar(key, item);
        try {
            return kind.apply(text);
        } catch (DaybookException e) {
            throw error(item, key + ": " + e.getMessage());
        } catch (RuntimeException e) {
            throw error(item, "%s: expected %s, found '%s'".formatted(key, expected, text));
        }
    }

    public @Nullable YamlMap map(String key) {
        return has(key) ? new YamlMap(file, node(key), key + ": ") : null;
    }

    public List<YamlMap> maps(String key) {
        List<YamlMap> result = new ArrayList<>();
        if (has(key)) {
            if (!(node(key) instanceof SequenceNode list)) {
                throw error(node(key), key + ": expected a list of `key: value` pairs");
            }
            list.getValue().forEach(item -> result.add(new YamlMap(file, item, key + ": ")));
        }
        return result;
    }

    public Map<String, String> pairs(String key) {
        Map<String, String> result = new LinkedHashMap<>();
        YamlMap map = map(key);
        if (map != null) {
            map.values.keySet().forEach(k -> result.put(k, map.text(k)));
        }
        return result;
    }

    /** Complains about the first key nobody asked for. */
    public void end() {
        for (String key : values.keySet()) {
            if (!asked.contains(key)) {
                String meant = Spelling.closest(key, asked);
                throw error(
                        keys.get(key),
                        "unknown key '%s'%s, expected one of %s"
                                .formatted(
                                        key,
                                        meant == null ? "" : " (did you mean " + meant + "?)",
                                        String.join(
                                                ", ", asked.stream().sorted().toList())));
            }
        }
    }

    public DaybookException errorAt(String key, String message) {
        Node at = values.get(key);
        return error(at == null ? node : at, message);
    }

    private Node node(String key) {
        Node value = values.get(key);
        return value == null ? node : value;
    }

    private String missing(String key) {
        throw isMissing(key);
    }

    /** Says that a key is missing, or which one it may have been meant by. */
    public DaybookException isMissing(String key) {
        String meant = Spelling.closest(
                key, values.keySet().stream().filter(k -> !asked.contains(k)).toList());
        return meant == null
                ? error(node, "the key '" + key + "' is missing")
                : error(
                        keys.get(meant),
                        "unknown key '%s' (did you mean %s?), and '%s' is missing".formatted(meant, key, key));
    }

    /** A value written without anything, or as null, is a mistake rather than a text. */
    private String scalar(String key, Node at) {
        if (!(at instanceof ScalarNode scalar)) {
            throw error(at, "%s: expected a single value, found several".formatted(key));
        }
        if (at.getTag().equals(Tag.NULL)) {
            throw error(at, "%s: expected a value, found none (write 'null' in quotes for the word)".formatted(key));
        }
        return scalar.getValue();
    }

    private DaybookException error(@Nullable Node at, String message) {
        Mark mark = at == null ? null : at.getStartMark();
        String where = mark == null ? "" : " line %d column %d".formatted(mark.getLine() + 1, mark.getColumn() + 1);
        return DaybookException.configuration(file + where + ": " + message);
    }
}
