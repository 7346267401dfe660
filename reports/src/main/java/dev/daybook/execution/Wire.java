package dev.daybook.execution;

import dev.daybook.cells.Shown;
import dev.daybook.cells.Table;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Frames between Daybook and the process of the cells: a letter, then what belongs to it. */
final class Wire {

    /** From the process: it is ready. */
    static final int READY = 'H';
    /** From the process: name of a stream, text. */
    static final int STREAM = 'S';
    /** From the process: something shown. */
    static final int DISPLAY = 'D';
    /** From the process: value of the cell. */
    static final int RESULT = 'R';
    /** From the process: class, message and trace of what ended the cell. */
    static final int ERROR = 'E';
    /** From the process: SQL to be answered. */
    static final int QUERY = 'Q';
    /** From the process: the cell has ended. */
    static final int END = 'F';
    /** To the process: source of a cell to be run. */
    static final int CELL = 'C';
    /** To the process: rows of a query. */
    static final int ROWS = 'T';
    /** To the process: why a query cannot be answered. */
    static final int REFUSAL = 'X';

    private Wire() {}

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }

    static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), StandardCharsets.UTF_8);
    }

    static void writeTexts(DataOutputStream out, List<String> texts) throws IOException {
        out.writeInt(texts.size());
        for (String text : texts) {
            writeText(out, text);
        }
    }

    static List<String> readTexts(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(readText(in));
        }
        return texts;
    }

    static void writeShown(DataOutputStream out, Shown shown) throws IOException {
        writeText(out, shown.alt());
        out.writeInt(shown.data().size());
        for (Map.Entry<String, String> form : shown.data().entrySet()) {
            writeText(out, form.getKey());
            writeText(out, form.getValue());
        }
    }

    static Shown readShown(DataInputStream in) throws IOException {
        String alt = readText(in);
        int count = in.readInt();
        Map<String, String> data = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String type = readText(in);
            data.put(type, readText(in));
        }
        return new Shown(data, alt);
    }

    static void writeTable(DataOutputStream out, Table table) throws IOException {
        writeTexts(out, table.columns());
        out.writeInt(table.size());
        for (List<@Nullable Object> row : table.rows()) {
            for (Object value : row) {
                writeValue(out, value);
            }
        }
    }

    static Table readTable(DataInputStream in) throws IOException {
        List<String> columns = readTexts(in);
        int count = in.readInt();
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<@Nullable Object> row = new ArrayList<>();
            for (int column = 0; column < columns.size(); column++) {
                row.add(readValue(in));
            }
            rows.add(row);
        }
        return new Table(columns, rows);
    }

    private static void writeValue(DataOutputStream out, @Nullable Object value) throws IOException {
        if (value == null) {
            out.writeByte('0');
        } else if (value instanceof Long number) {
            out.writeByte('l');
            out.writeLong(number);
        } else {
            out.writeByte(letter(value));
            writeText(out, value.toString());
        }
    }

    private static char letter(Object value) {
        if (value instanceof BigDecimal) {
            return 'm';
        }
        if (value instanceof BigInteger) {
            return 'i';
        }
        if (value instanceof Double || value instanceof Float) {
            return 'd';
        }
        if (value instanceof Boolean) {
            return 'b';
        }
        if (value instanceof LocalDate) {
            return 'D';
        }
        if (value instanceof LocalDateTime) {
            return 'L';
        }
        return value instanceof Instant ? 'I' : 's';
    }

    private static @Nullable Object readValue(DataInputStream in) throws IOException {
        int letter = in.readUnsignedByte();
        return switch (letter) {
            case '0' -> null;
            case 'l' -> in.readLong();
            case 'm' -> new BigDecimal(readText(in));
            case 'i' -> new BigInteger(readText(in));
            case 'd' -> Double.valueOf(readText(in));
            case 'b' -> Boolean.valueOf(readText(in));
            case 'D' -> LocalDate.parse(readText(in));
            case 'L' -> LocalDateTime.parse(readText(in));
            case 'I' -> Instant.parse(readText(in));
            case 's' -> readText(in);
            default -> throw new IOException("a value of unknown kind " + letter);
        };
    }
}
