package dev.daybook.notebook;

import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Collects what a cell shows as nbformat's outputs. */
public final class Outputs {

    private static final String OUTPUT_TYPE = "output_type";

    private final ArrayNode outputs = NotebookJson.NODES.arrayNode();

    /**
     * Text written to a stream; what follows text of the same stream becomes one output with it.
     *
     * @param stream {@code stdout} or {@code stderr}
     */
    public void stream(String stream, String text) {
        ObjectNode last = outputs.isEmpty() ? null : (ObjectNode) outputs.get(outputs.size() - 1);
        if (last != null && last.path("name").asString("").equals(stream)) {
            last.set("text", Cell.lines(Cell.text(last.path("text")) + text));
        } else {
            ObjectNode output = outputs.addObject().put("name", stream).put(OUTPUT_TYPE, "stream");
            output.set("text", Cell.lines(text));
        }
    }

    /** Something shown, by media type; bytes in Base64. {@code alt} describes it to those who cannot see it. */
    public void display(Map<String, String> data, String alt) {
        ObjectNode output = outputs.addObject();
        fill(output, data, alt);
        output.put(OUTPUT_TYPE, "display_data");
    }

    /** The value of the cell. */
    public void result(Map<String, String> data, String alt, int count) {
        ObjectNode output = outputs.addObject();
        fill(output, data, alt);
        output.put("execution_count", count).put(OUTPUT_TYPE, "execute_result");
    }

    public void error(String name, String message, List<String> trace) {
        ObjectNode output =
                outputs.addObject().put("ename", name).put("evalue", message).put(OUTPUT_TYPE, "error");
        ArrayNode lines = output.putArray("traceback");
        trace.forEach(lines::add);
    }

    public ArrayNode asArray() {
        return outputs;
    }

    private static void fill(ObjectNode output, Map<String, String> data, String alt) {
        ObjectNode bundle = output.putObject("data");
        data.forEach((type, value) -> {
            if (type.equals("image/png")) {
                bundle.put(type, value);
            } else if (type.endsWith("+json")) {
                bundle.set(type, NotebookJson.read(value, type));
            } else {
                bundle.set(type, Cell.lines(value));
            }
        });
        ObjectNode metadata = output.putObject("metadata");
        if (!alt.isEmpty()) {
            metadata.put("alt", alt);
        }
    }
}
