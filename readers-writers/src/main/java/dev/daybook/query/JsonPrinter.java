package dev.daybook.query;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/** Writes {@link OutputFormat#JSON}. */
final class JsonPrinter {

    /** The array's brackets are written here, so that the lines can end after each row. */
    private static final JsonFactory ROWS = JsonFactory.builder()
            .rootValueSeparator(",\n")
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private JsonPrinter() {}

    static void print(CountedRows rows, Writer out) throws IOException {
        List<String> names = unique(rows.columns());
        out.write("[\n");
        try (JsonGenerator json = ROWS.createGenerator(ObjectWriteContext.empty(), out)) {
            while (rows.next()) {
                json.writeStartObject();
                for (int i = 0; i < names.size(); i++) {
                    json.writeName(names.get(i));
                    write(rows.value(i), json);
                }
                json.writeEndObject();
            }
        } catch (JacksonIOException e) {
            throw new IOException(e.getMessage(), e);
        }
        out.write(rows.count() == 0 ? "]\n" : "\n]\n");
    }

    /** A nested value on one line. */
    static String text(Object value) {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = ROWS.createGenerator(ObjectWriteContext.empty(), out)) {
            write(value, json);
        }
        return out.toString();
    }

    private static void write(@Nullable Object value, JsonGenerator json) {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Number number) {
            writeNumber(number, json);
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            list.forEach(element -> write(element, json));
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            map.forEach((name, element) -> {
                json.writeName(name.toString());
                write(element, json);
            });
            json.writeEndObject();
        } else {
            json.writeString(ValueText.ofSingle(value));
        }
    }

    private static void writeNumber(Number number, JsonGenerator json) {
        if (number instanceof BigDecimal exact) {
            json.writeNumber(exact);
        } else if (number instanceof BigInteger large) {
            json.writeNumber(large);
        } else if (number instanceof Double floating) {
            json.writeNumber(floating);
        } else if (number instanceof Float floating) {
            json.writeNumber(floating);
        } else {
            json.writeNumber(number.longValue());
        }
    }

    private static List<String> unique(List<String> columns) {
        Set<String> used = new HashSet<>(columns);
        Set<String> seen = new HashSet<>();
        List<String> names = new ArrayList<>();
        for (String column : columns) {
            String name = column;
            for (int i = 1; !seen.add(name); i++) {
                String candidate = column + "_" + i;
                name = used.contains(candidate) ? name : candidate;
            }
            names.add(name);
        }
        return names;
    }
}
