package dev.daybook.load;

import dev.daybook.csv.Escapes;
import dev.daybook.feed.Reject;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.StoredObject;
import dev.daybook.store.Upload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rejects of a load, in the quarantine zone: a file of JSON lines per chunk, replaced when the chunk is done again,
 * and in the end one CSV file that a person can mend and load.
 */
public final class Rejects {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Makes spreadsheets read the file as UTF-8. */
    private static final char BYTE_ORDER_MARK = '\ufeff';

    /** U+FFFD, which no feed accepts in a value. */
    private static final String UNMENDED = "\ufffd";

    private static final Set<Rule> MALFORMED = EnumSet.of(Rule.FIELD_COUNT, Rule.ENCODING, Rule.QUOTE, Rule.JSON);

    /** Undecodable bytes as {@link Reject} shows them. */
    private static final Pattern BAD_BYTES = Pattern.compile("(?:\\\\x[0-9A-F]{2})+");

    private final ObjectStore store;
    private final Location folder;

    public Rejects(ObjectStore store, Location quarantine, LedgerEntry load) {
        this.store = store;
        this.folder = quarantine.resolve(load.feed()).resolve("load-" + load.loadId());
    }

    /** Keeps the rejects of chunk {@code number}, in place of what an earlier attempt kept. */
    public void write(int number, List<Reject> rejects) {
        Location place = folder.resolve("rejects-%06d.ndjson".formatted(number));
        if (rejects.isEmpty()) {
            store.delete(place);
            return;
        }
        StringBuilder lines = new StringBuilder();
        rejects.forEach(reject -> lines.append(JSON.writeValueAsString(reject)).append('\n'));
        store.put(place, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    public void clear() {
        store.deleteFolder(folder);
    }

    /** All rejects in the order of the file. */
    public void forEach(Consumer<Reject> consumer) {
        chunks().forEach(chunk -> forEach(chunk, consumer));
    }

    /** The first place where the input breaks its format rather than a value its column; empty for none. */
    Optional<Reject> firstMalformed() {
        for (Location chunk : chunks()) {
            List<Reject> found = new ArrayList<>();
            forEach(chunk, reject -> {
                if (reject.rule() == Rule.JSON) {
                    found.add(reject);
                }
            });
            if (!found.isEmpty()) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }

    /** Files that hold the rejects of a chunk each, in the order of the input. */
    public List<Location> chunks() {
        try (var objects = store.list(folder)) {
            return objects.map(StoredObject::location)
                    .filter(o -> o.name().endsWith(".ndjson"))
                    .toList();
        }
    }

    /** The rejects of one chunk. */
    public void forEach(Location chunk, Consumer<Reject> consumer) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(store.open(chunk, 0), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                consumer.accept(JSON.readValue(line, Reject.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the file of rejects of an input is called. */
    static String fileName(String inputName) {
        return "rejects-" + inputName.replaceFirst("\\.gz$", "").replaceFirst("(\\.[A-Za-z]+)?$", ".csv");
    }

    /**
     * Writes the CSV file: the input's header and columns, with the reason behind them; in UTF-8 and with commas, however
     * the input was written. {@link dev.daybook.feed.Feed#forRejectFiles} reads it.
     *
     * @return its place
     */
    public Location writeFile(String inputName, List<String> header) {
        Location place = folder.resolve(fileName(inputName));
        try (Upload upload = store.upload(place)) {
            Writer out = new OutputStreamWriter(upload.stream(), StandardCharsets.UTF_8);
            out.write(BYTE_ORDER_MARK);
            out.write(line(header, "reject_reason"));
            forEach(reject -> {
                try {
                    out.write(line(cells(reject, header.size()), "line " + reject.line() + ": " + reject.reason()));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            out.flush();
            upload.commit();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return place;
    }

    /**
     * The fields of a record to be mended. What no file of fields can show, it being well-formed, is marked, so that the
     * row is rejected again until somebody has mended it: bytes that are no text, missing fields, wrong quotes.
     */
    private static List<String> cells(Reject reject, int size) {
        List<String> cells = new ArrayList<>(reject.cells());
        boolean isMalformed = MALFORMED.contains(reject.rule());
        if (!isMalformed && cells.size() > size) {
            cells.subList(size, cells.size()).clear();
        }
        while (cells.size() < size) {
            cells.add(isMalformed ? UNMENDED : "");
        }
        if (reject.rule() == Rule.ENCODING) {
            cells.replaceAll(cell -> BAD_BYTES.matcher(cell).replaceAll("$0" + UNMENDED));
        } else if ((reject.rule() == Rule.QUOTE || reject.rule() == Rule.JSON) && !cells.isEmpty()) {
            cells.set(cells.size() - 1, cells.get(cells.size() - 1) + UNMENDED);
        }
        return cells;
    }

    private static String line(List<String> cells, String last) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append(Escapes.quote(cell)).append(','));
        return line.append(Escapes.quote(last)).append("\r\n").toString();
    }
}
