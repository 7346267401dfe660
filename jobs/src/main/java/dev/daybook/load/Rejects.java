package dev.daybook.load;

import dev.daybook.csv.Escapes;
import dev.daybook.feed.Reject;
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
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;

/**
 * The rejects of a load, in the quarantine zone: a file of JSON lines per chunk, replaced when the chunk is done again,
 * and in the end one CSV file that a person can mend and load.
 */
public final class Rejects {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Makes spreadsheets read the file as UTF-8. */
    private static final char BYTE_ORDER_MARK = '\ufeff';

    private final ObjectStore store;
    private final Location folder;

    public Rejects(ObjectStore store, Location quarantine, LedgerEntry load) {
        this.store = store;
        this.folder = quarantine.resolve(load.feed()).resolve("load-" + load.loadId());
    }

    /** Keeps the rejects of chunk {@code number}, in place of what an earlier attempt kept. */
    void write(int number, List<Reject> rejects) {
        Location place = folder.resolve("rejects-%06d.ndjson".formatted(number));
        if (rejects.isEmpty()) {
            store.delete(place);
            return;
        }
        StringBuilder lines = new StringBuilder();
        rejects.forEach(reject -> lines.append(JSON.writeValueAsString(reject)).append('\n'));
        store.put(place, lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    void clear() {
        store.deleteFolder(folder);
    }

    /** All rejects in the order of the file. */
    public void forEach(Consumer<Reject> consumer) {
        try (var chunks = store.list(folder)) {
            chunks.map(StoredObject::location)
                    .filter(o -> o.name().endsWith(".ndjson"))
                    .forEach(o -> forEach(o, consumer));
        }
    }

    private void forEach(Location chunk, Consumer<Reject> consumer) {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(store.open(chunk, 0), StandardCharsets.UTF_8))) {
            for (String line; (line = lines.readLine()) != null; ) {
                consumer.accept(JSON.readValue(line, Reject.class));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the CSV file: the input's header and columns, with the reason behind them.
     *
     * @return its place
     */
    Location writeFile(String inputName, List<String> header) {
        Location place = folder.resolve(
                "rejects-" + inputName.replaceFirst("\\.gz$", "").replaceFirst("(\\.[A-Za-z]+)?$", ".csv"));
        try (Upload upload = store.upload(place)) {
            Writer out = new OutputStreamWriter(upload.stream(), StandardCharsets.UTF_8);
            out.write(BYTE_ORDER_MARK);
            out.write(line(header, "reject_reason"));
            forEach(reject -> {
                try {
                    out.write(line(
                            padded(reject.cells(), header.size()), "line " + reject.line() + ": " + reject.reason()));
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

    private static List<String> padded(List<String> cells, int size) {
        List<String> padded = new ArrayList<>(cells);
        while (padded.size() < size) {
            padded.add("");
        }
        return padded;
    }

    private static String line(List<String> cells, String last) {
        StringBuilder line = new StringBuilder();
        cells.forEach(cell -> line.append(Escapes.quote(cell)).append(','));
        return line.append(Escapes.quote(last)).append("\r\n").toString();
    }
}
