package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.feed.Reject.Rule;
import dev.daybook.gzip.GunzipSpace;
import dev.daybook.gzip.GunzipStream;
import dev.daybook.json.JsonFields;
import dev.daybook.json.JsonFields.Place;
import dev.daybook.json.JsonForm;
import dev.daybook.json.OtherKeys;
import dev.daybook.record.RecordBlock;
import dev.daybook.record.RecordReader;
import dev.daybook.record.SourceText;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads many small objects with events by their feed, one after another, with the same buffers. An object that was cut off
 * or damaged counts as far as it can be read; what is lost is told of by a reject at its end. Not thread-safe: one for each
 * thread.
 */
public final class DeliveryParser implements AutoCloseable {

    /** Records are looked at twice, by their format and by their feed: a block stays in the processor's cache between. */
    private static final int BLOCK_BYTES = 128 << 10;

    /** Bytes of text looked at for what an object is. */
    private static final int HEAD_BYTES = 8 << 10;

    private static final int PACKED_BYTES = 8 << 10;

    private static final int GZIP_FIRST = 0x1f;
    private static final int GZIP_SECOND = 0x8b;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    /** A text of this many characters shows what is wrong with a record; more would fill the quarantine. */
    private static final int MOST_SHOWN = 10_000;

    private final JsonFields fields;
    private final RowMapper mapper;
    private final OtherKeys unknown = new OtherKeys();
    private final GunzipSpace space = new GunzipSpace();
    private final RecordBlock block = new RecordBlock(BLOCK_BYTES);
    private @Nullable RecordReader reader;
    private @Nullable CutStream stream;

    /** @param feed of format json, with events */
    public DeliveryParser(Feed feed) {
        if (feed.format() != Feed.Format.JSON || feed.events() == null) {
            throw DaybookException.configuration(
                    "feed %s: expected format json and the key `events`, for its events are delivered in many files"
                            .formatted(feed.name()));
        }
        List<String> keys = feed.keys().stream().map(names -> names.get(0)).toList();
        this.fields = new JsonFields(feed.keys(), feed.unknownColumns() != Feed.UnknownColumns.REJECT);
        this.mapper = new RowMapper(HeaderPlan.of(feed, feed.name(), keys, Map.of()), 0);
    }

    /**
     * Begins an object, unpacked on the way if it is gzipped.
     *
     * @param source number of the input that rows carry
     * @param latest time, in milliseconds since 1970-01-01T00:00Z, that its events must be before
     */
    public void open(ObjectStore store, Location object, int source, long latest) {
        close();
        mapper.begin(source, latest);
        CutStream text = new CutStream(store.open(object, 0), space);
        stream = text;
        int mark = text.passMark();
        SourceText decoded = SourceText.of(object.toString(), text, StandardCharsets.UTF_8, mark);
        reader = fields.reader(decoded, text.form(), Place.BEGINNING, 1, unknown);
    }

    /** Keys the feed does not name, of events of all objects since they were cleared. */
    public OtherKeys unknown() {
        return unknown;
    }

    /** The next rows, or null at the end of the object. What is returned is valid until the next call. */
    public @Nullable ParsedBlock next() {
        if (reader == null || stream == null) {
            return null;
        }
        if (!reader.read(block)) {
            ParsedBlock last = lost(stream, reader);
            close();
            return last;
        }
        ParsedBlock parsed = mapper.map(block, reader);
        List<Reject> rejects =
                parsed.rejects().stream().map(DeliveryParser::shown).toList();
        return new ParsedBlock(parsed.rows(), rejects, parsed.counts(), parsed.end());
    }

    /** What tells of the end that is missing; null when nothing is. */
    private static @Nullable ParsedBlock lost(CutStream stream, RecordReader reader) {
        if (stream.fault == null) {
            return null;
        }
        Reject reject = new Reject(
                reader.nextLine(),
                reader.nextOffset(),
                "",
                Rule.ENCODING,
                "gzip data that can be unpacked to its end",
                stream.fault,
                "",
                List.of(""));
        return new ParsedBlock(
                Map.of(),
                List.of(reject),
                new ParsedBlock.Counts(1, 0, 1, 0, 0, 0),
                new ParsedBlock.Position(reader.nextOffset(), reader.nextLine(), Map.of(), true));
    }

    private static Reject shown(Reject reject) {
        if (reject.raw().length() <= MOST_SHOWN) {
            return reject;
        }
        List<String> cells = new ArrayList<>();
        reject.cells().forEach(cell -> cells.add(cut(cell)));
        return new Reject(
                reject.line(),
                reject.offset(),
                reject.column(),
                reject.rule(),
                reject.expected(),
                cut(reject.found()),
                cut(reject.raw()),
                cells);
    }

    private static String cut(String text) {
        return text.length() <= MOST_SHOWN
                ? text
                : "%s… (%,d characters)".formatted(text.substring(0, MOST_SHOWN), text.length());
    }

    @Override
    public void close() {
        if (reader != null) {
            reader.close();
            reader = null;
            stream = null;
        }
    }

    /**
     * Unpacks what is packed, and ends where it cannot be unpacked any more, which it remembers. Its beginning is looked at
     * ahead. Nothing else buffers: what a stream has read when it fails must not be lost.
     */
    private static final class CutStream extends InputStream {

        private final InputStream in;
        private final byte[] head = new byte[HEAD_BYTES];
        private int headAt;
        private int headEnd;
        private @Nullable String fault;

        CutStream(InputStream object, GunzipSpace space) {
            InputStream raw = new BufferedInputStream(object, PACKED_BYTES);
            InputStream text = raw;
            try {
                raw.mark(2);
                boolean isGzip = raw.read() == GZIP_FIRST && raw.read() == GZIP_SECOND;
                raw.reset();
                text = isGzip ? new GunzipStream(raw, space) : raw;
            } catch (IOException e) {
                fault = reasonOf(e);
            }
            in = text;
            int more = 0;
            while (more >= 0 && headEnd < head.length) {
                more = readOn(head, headEnd, head.length - headEnd);
                headEnd += Math.max(0, more);
            }
        }

        private static String reasonOf(IOException e) {
            return e.getMessage() == null ? UnpackedStream.CUT_OFF : e.getMessage();
        }

        private int readOn(byte[] target, int from, int length) {
            if (fault != null) {
                return -1;
            }
            try {
                return in.read(target, from, length);
            } catch (IOException e) {
                fault = reasonOf(e);
                return -1;
            }
        }

        /** Passes a byte order mark; its length. */
        private int passMark() {
            boolean isMarked = headEnd >= BYTE_ORDER_MARK.length
                    && Arrays.equals(head, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
            headAt = isMarked ? BYTE_ORDER_MARK.length : 0;
            return headAt;
        }

        /** By the first character, which is not passed. */
        private JsonForm form() {
            int first = headAt;
            while (first < headEnd && head[first] >= 0 && head[first] <= ' ') {
                first++;
            }
            return first < headEnd && head[first] == '[' ? JsonForm.ARRAY : JsonForm.LINES;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int from, int length) {
            int ahead = Math.min(length, headEnd - headAt);
            if (ahead <= 0) {
                return readOn(target, from, length);
            }
            System.arraycopy(head, headAt, target, from, ahead);
            headAt += ahead;
            return ahead;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
