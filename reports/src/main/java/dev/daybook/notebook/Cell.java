package dev.daybook.notebook;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A cell of a notebook: a view of it, so that changes go through to the notebook. */
public final class Cell {

    /** What a cell is. */
    public enum Type {
        CODE,
        MARKDOWN,
        RAW
    }

    private static final Map<String, Type> TYPES =
            new HashMap<>(Map.of("code", Type.CODE, "markdown", Type.MARKDOWN, "raw", Type.RAW));
    private static final String SOURCE = "source";
    private static final String OUTPUTS = "outputs";

    private final ObjectNode node;

    Cell(ObjectNode node) {
        this.node = node;
    }

    static void check(JsonNode cell, String place) {
        if (!(cell instanceof ObjectNode)
                || !TYPES.containsKey(cell.path("cell_type").asString(""))) {
            throw new NotebookException(place + ": expected a code, markdown or raw cell");
        }
        JsonNode source = cell.path(SOURCE);
        if (!source.isString() && !source.isArray()) {
            throw new NotebookException(place + ": expected 'source' as text or a list of lines");
        }
    }

    static ObjectNode code(String id, String source, String tag) {
        ObjectNode cell = NotebookJson.NODES.objectNode();
        cell.put("cell_type", "code").putNull("execution_count").put("id", id);
        cell.putObject("metadata").putArray("tags").add(tag);
        cell.putArray(OUTPUTS);
        cell.set(SOURCE, lines(source));
        return cell;
    }

    static ObjectNode markdown(String id, String source, String tag) {
        ObjectNode cell = NotebookJson.NODES.objectNode();
        cell.put("cell_type", "markdown").put("id", id);
        cell.putObject("metadata").putArray("tags").add(tag);
        cell.set(SOURCE, lines(source));
        return cell;
    }

    public Type type() {
        return TYPES.getOrDefault(node.path("cell_type").asString(), Type.RAW);
    }

    /** Unique in the notebook; empty before format 4.5. */
    public String id() {
        return node.path("id").asString("");
    }

    public String source() {
        return text(node.path(SOURCE));
    }

    public boolean hasTag(String tag) {
        for (JsonNode present : node.path("metadata").path("tags")) {
            if (present.asString("").equals(tag)) {
                return true;
            }
        }
        return false;
    }

    public Optional<Integer> executionCount() {
        JsonNode count = node.path("execution_count");
        return count.isInt() ? Optional.of(count.asInt()) : Optional.empty();
    }

    /** What running the cell has shown, as nbformat has it; empty for cells that are no code. */
    public ArrayNode outputs() {
        return node.get(OUTPUTS) instanceof ArrayNode outputs ? outputs : NotebookJson.NODES.arrayNode();
    }

    /** Of the cell, open to changes; made when it is absent. */
    public ObjectNode metadata() {
        return Notebook.object(node, "metadata");
    }

    /** Records a run of this code cell in place of the one before. */
    public void setRun(int count, ArrayNode outputs) {
        node.put("execution_count", count);
        node.set(OUTPUTS, outputs);
    }

    /** Takes away what runs have left. */
    public void clear() {
        if (type() == Type.CODE) {
            node.putNull("execution_count");
            node.putArray(OUTPUTS);
            metadata().remove("execution");
        }
    }

    void giveId(String id) {
        if (!node.has("id")) {
            node.put("id", id);
        }
    }

    /** Text that nbformat keeps as one string or as a list of lines with their ends. */
    public static String text(JsonNode multiline) {
        if (!multiline.isArray()) {
            return multiline.asString("");
        }
        StringBuilder text = new StringBuilder();
        multiline.forEach(line -> text.append(line.asString("")));
        return text.toString();
    }

    /** The text as a list of lines, each with its end. */
    public static ArrayNode lines(String text) {
        ArrayNode lines = NotebookJson.NODES.arrayNode();
        int start = 0;
        while (start < text.length()) {
            int newline = text.indexOf('\n', start);
            int end = newline < 0 ? text.length() : newline + 1;
            lines.add(text.substring(start, end));
            start = end;
        }
        return lines;
    }
}
