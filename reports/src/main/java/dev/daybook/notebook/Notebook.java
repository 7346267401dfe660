package dev.daybook.notebook;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A notebook of format 4. What this class does not know stays as it came: keys, their order, numbers. Written back
 * unchanged, it equals byte by byte what Jupyter wrote. Not thread-safe.
 */
public final class Notebook {

    private static final String CELLS = "cells";
    private static final int FORMAT = 4;
    private static final int FIRST_MINOR_WITH_IDS = 5;

    private final ObjectNode root;

    private Notebook(ObjectNode root) {
        this.root = root;
    }

    /**
     * @param name of the file, for messages
     * @throws NotebookException when it is no notebook of format 4
     */
    public static Notebook read(byte[] json, String name) {
        JsonNode root = NotebookJson.read(new String(json, StandardCharsets.UTF_8), name);
        if (!(root instanceof ObjectNode object) || !(root.get(CELLS) instanceof ArrayNode cells)) {
            throw new NotebookException(name + " is no notebook: expected an object with an array 'cells'");
        }
        int format = root.path("nbformat").asInt(0);
        if (format != FORMAT) {
            throw new NotebookException(
                    "%s has notebook format %d: expected %d; Jupyter's `nbconvert --to notebook` converts it"
                            .formatted(name, format, FORMAT));
        }
        for (int i = 0; i < cells.size(); i++) {
            Cell.check(cells.get(i), "%s, cell %d".formatted(name, i + 1));
        }
        return new Notebook(object);
    }

    public Notebook copy() {
        return new Notebook(root.deepCopy());
    }

    public byte[] toBytes() {
        return NotebookJson.write(root).getBytes(StandardCharsets.UTF_8);
    }

    public List<Cell> cells() {
        List<Cell> cells = new ArrayList<>();
        array().forEach(cell -> cells.add(new Cell((ObjectNode) cell)));
        return cells;
    }

    /** Of the whole notebook, open to changes; made when it is absent. */
    public ObjectNode metadata() {
        return object(root, "metadata");
    }

    /** What Daybook keeps of the notebook in its metadata, open to changes; made when it is absent. */
    public ObjectNode daybook() {
        return object(metadata(), "daybook");
    }

    /** Raises a notebook of format 4.0 to 4.4 to 4.5, in which each cell has an id. */
    public void giveIds() {
        if (root.path("nbformat_minor").asInt(0) < FIRST_MINOR_WITH_IDS) {
            root.put("nbformat_minor", FIRST_MINOR_WITH_IDS);
        }
        int number = 0;
        for (Cell cell : cells()) {
            number++;
            cell.giveId("cell-" + number);
        }
    }

    /**
     * Puts in a cell that sets parameters, as Papermill does: behind the one tagged {@code parameters}, else at the
     * beginning, in place of one that was put in before.
     *
     * @param values Java expressions by name, such as {@code "\"2026-03-01\""}
     */
    public void inject(Map<String, String> values) {
        StringBuilder source = new StringBuilder("// Parameters\n");
        values.forEach((name, value) ->
                source.append(Parameters.declaration(name, value)).append('\n'));
        ObjectNode cell = Cell.code("injected-parameters", source.toString().stripTrailing(), "injected-parameters");
        ArrayNode cells = array();
        Optional<Integer> before = indexOf("injected-parameters");
        if (before.isPresent()) {
            cells.set(before.get(), cell);
        } else {
            cells.insert(indexOf("parameters").map(index -> index + 1).orElse(0), cell);
        }
    }

    /** Puts a Markdown cell in front of all others. */
    public void prepend(String id, String markdown, String tag) {
        array().insert(0, Cell.markdown(id, markdown, tag));
    }

    /** Puts a Markdown cell behind all others. */
    public void append(String id, String markdown, String tag) {
        array().add(Cell.markdown(id, markdown, tag));
    }

    private Optional<Integer> indexOf(String tag) {
        List<Cell> cells = cells();
        for (int i = 0; i < cells.size(); i++) {
            if (cells.get(i).hasTag(tag)) {
                return Optional.of(i);
            }
        }
        return Optional.empty();
    }

    private ArrayNode array() {
        return (ArrayNode) root.get(CELLS);
    }

    static ObjectNode object(ObjectNode parent, String name) {
        return parent.get(name) instanceof ObjectNode present ? present : parent.putObject(name);
    }
}
