package dev.daybook.cli;

import dev.daybook.feed.ParsedBlock.Counts;
import dev.daybook.feed.Reject;
import java.io.PrintWriter;
import tools.jackson.core.JsonGenerator;

/** One object: the file, all its rejects, the counts. */
final class CheckJson implements CheckReport {

    private final PrintWriter out;
    private final JsonGenerator json;

    CheckJson(String file, String feed, String charset, PrintWriter out) {
        this.out = out;
        json = Json.generator(out);
        json.writeStartObject();
        json.writeStringProperty("file", file);
        json.writeStringProperty("feed", feed);
        json.writeStringProperty("charset", charset);
        json.writeArrayPropertyStart("rejects");
    }

    @Override
    public void add(Reject reject) {
        json.writePOJO(reject);
    }

    @Override
    public void end(Counts counts) {
        json.writeEndArray();
        json.writePOJOProperty("counts", counts);
        json.writeEndObject();
    }

    /** A file that cannot be read to its end leaves an object without its end, so that nobody takes it for whole. */
    @Override
    public void close() {
        json.close();
        out.println();
    }
}
