package dev.daybook.table;

import dev.daybook.failure.DaybookException;
import dev.daybook.row.RowBuffer;
import dev.daybook.store.Location;
import dev.daybook.store.ObjectStore;
import dev.daybook.store.Upload;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

/**
 * Segment files: the rows of a chunk on their way to a table, by partition. A segment is named by the chunk's number, so
 * a chunk that is done again replaces its own. Rows, then an index of the partitions, then the index's length and a mark;
 * a file that was cut short is told by its missing mark, altered rows by their checksum.
 */
public final class Segments {

    private static final int MARK = 0x44424b31;
    private static final int TRAILER = 8;
    private static final int PIECE_BYTES = 128 << 10;

    private final ObjectStore store;
    private final Location folder;

    public Segments(ObjectStore store, Location folder) {
        this.store = store;
        this.folder = folder;
    }

    /** Writes segment {@code number} anew. */
    public void write(int number, Map<String, RowBuffer> rows) {
        try {
            if (folder.isLocal()) {
                writeUnsynced(location(number).path(), rows);
                return;
            }
            try (Upload upload = store.upload(location(number))) {
                write(upload.stream(), rows);
                upload.commit();
            }
        } catch (IOException e) {
            throw DaybookException.storage("segment " + location(number) + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Segments are not forced to the disk: what a power failure takes is found missing, and the load begins anew. */
    private static void writeUnsynced(Path file, Map<String, RowBuffer> rows) throws IOException {
        Files.createDirectories(file.getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try (OutputStream out = Files.newOutputStream(unfinished)) {
            write(out, rows);
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(OutputStream out, Map<String, RowBuffer> rows) throws IOException {
        ByteArrayOutputStream indexBytes = new ByteArrayOutputStream();
        DataOutputStream index = new DataOutputStream(indexBytes);
        index.writeInt(rows.size());
        long offset = 0;
        for (Map.Entry<String, RowBuffer> entry : rows.entrySet()) {
            RowBuffer buffer = entry.getValue();
            int checksum = write(out, buffer);
            index.writeUTF(entry.getKey());
            index.writeLong(offset);
            index.writeInt(buffer.size());
            index.writeInt(buffer.rows());
            index.writeInt(checksum);
            offset += buffer.size();
        }
        DataOutputStream tail = new DataOutputStream(out);
        indexBytes.writeTo(tail);
        tail.writeInt(indexBytes.size());
        tail.writeInt(MARK);
        tail.flush();
    }

    /** In pieces, which stay in the processor's cache on their way; the checksum of all. */
    private static int write(OutputStream out, RowBuffer rows) throws IOException {
        CRC32C crc = new CRC32C();
        for (int from = 0; from < rows.size(); from += PIECE_BYTES) {
            int length = Math.min(PIECE_BYTES, rows.size() - from);
            crc.update(rows.bytes(), from, length);
            out.write(rows.bytes(), from, length);
        }
        return (int) crc.getValue();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** The slices of segments {@code 0} to {@code count - 1}, in that order. */
    List<StagedSlice> slices(int count) {
        List<StagedSlice> slices = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            slices.addAll(index(location(number)));
        }
        return slices;
    }

    /** The slices of these segments, in that order. */
    List<StagedSlice> slices(List<Integer> numbers) {
        List<StagedSlice> slices = new ArrayList<>();
        numbers.forEach(number -> slices.addAll(index(location(number))));
        return slices;
    }

    private List<StagedSlice> index(Location segment) {
        long size = store.head(segment).orElseThrow(() -> lost(segment)).size();
        if (size < TRAILER) {
            throw lost(segment);
        }
        DataInputStream trailer = data(store.read(segment, size - TRAILER, TRAILER));
        try {
            int length = trailer.readInt();
            if (trailer.readInt() != MARK) {
                throw lost(segment);
            }
            DataInputStream index = data(store.read(segment, size - TRAILER - length, length));
            List<StagedSlice> slices = new ArrayList<>();
            for (int i = index.readInt(); i > 0; i--) {
                slices.add(new StagedSlice(
                        segment, index.readUTF(), index.readLong(), index.readInt(), index.readInt(), index.readInt()));
            }
            return slices;
        } catch (IOException e) {
            throw lost(segment);
        }
    }

    private static DataInputStream data(byte[] bytes) {
        return new DataInputStream(new ByteArrayInputStream(bytes));
    }

    /** The slice's rows, as laid out by {@link dev.daybook.row.RowLayout}. */
    byte[] read(StagedSlice slice) {
        byte[] bytes = store.read(slice.segment(), slice.offset(), slice.length());
        if (bytes.length != slice.length() || checksum(bytes, bytes.length) != slice.checksum()) {
            throw lost(slice.segment());
        }
        return bytes;
    }

    /**
     * Reads some bytes of the slice's rows, unchecked.
     *
     * @param from of them
     * @param at where in {@code target} they are put
     * @return how many: {@code length}, or fewer at the slice's end
     */
    int read(StagedSlice slice, int from, int length, byte[] target, int at) {
        int wanted = Math.min(length, slice.length() - from);
        if (readTo(slice, from, wanted, target, at) != wanted) {
            throw lost(slice.segment());
        }
        return wanted;
    }

    /** A stream of an object of S3 would fetch it to its end. */
    private int readTo(StagedSlice slice, int from, int length, byte[] target, int at) {
        if (!folder.isLocal()) {
            byte[] bytes = store.read(slice.segment(), slice.offset() + from, length);
            System.arraycopy(bytes, 0, target, at, bytes.length);
            return bytes.length;
        }
        try (InputStream in = store.open(slice.segment(), slice.offset() + from)) {
            return in.readNBytes(target, at, length);
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be read: %s".formatted(slice.segment(), e.getMessage()), e);
        }
    }

    static DaybookException lost(Location segment) {
        return DaybookException.input(
                "staged rows in %s are missing or damaged, as after a power failure: run the load again"
                        .formatted(segment));
    }

    private Location location(int number) {
        return folder.resolve("segment-%06d.rows".formatted(number));
    }

    /** Removes all segments. */
    public void delete() {
        store.deleteFolder(folder);
    }
}
