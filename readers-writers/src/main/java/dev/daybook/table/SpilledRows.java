package dev.daybook.table;

import dev.daybook.row.IdSet;
import dev.daybook.row.RowView;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * Tells which of more rows stay than memory has room for the identities of: these are written to temporary files by their
 * hash, and each file is looked at by itself. Takes all rows once in their order, then answers for them in the same order.
 * The files have no name: they are gone with the process, however that ends.
 */
final class SpilledRows implements AutoCloseable {

    /** Bytes of a record: hash, tag, number of the row. */
    private static final int RECORD_BYTES = 24;

    private static final int BUFFER = 64 << 10;

    private final RowIdentity identity;
    private final List<FileChannel> files = new ArrayList<>();
    private final List<DataOutputStream> outputs = new ArrayList<>();
    private final BitSet duplicates = new BitSet();
    private final BitSet conflicts = new BitSet();
    private int rows;

    /** @param parts how many files there are to be */
    SpilledRows(boolean byContent, int parts) throws IOException {
        identity = new RowIdentity(byContent);
        for (int part = 0; part < parts; part++) {
            Path file = Files.createTempFile("daybook-ids", null);
            FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
            Files.delete(file);
            files.add(channel);
            outputs.add(new DataOutputStream(new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER)));
        }
    }

    /** Takes note of the next row. */
    void add(RowView row, boolean isPublished) throws IOException {
        int number = rows++;
        if (number == Integer.MAX_VALUE) {
            throw new IOException("a partition has at most %,d rows".formatted(number));
        }
        if (!identity.of(row)) {
            return;
        }
        boolean staysAnyway = isPublished && !row.hasId();
        DataOutputStream out = outputs.get((int) ((identity.high() >>> 1) % files.size()));
        out.writeLong(identity.high());
        out.writeLong(identity.low());
        out.writeInt(identity.tag());
        out.writeInt(staysAnyway ? ~number : number);
    }

    /** Looks at all rows; what is returned answers for them from the first on. */
    Distinction resolve() throws IOException {
        IdSet seen = new IdSet(0);
        for (int part = 0; part < files.size(); part++) {
            outputs.get(part).flush();
            resolve(files.get(part), seen);
        }
        return new Answers();
    }

    private void resolve(FileChannel file, IdSet seen) throws IOException {
        long count = file.size() / RECORD_BYTES;
        seen.clear((int) count);
        file.position(0);
        DataInputStream in = new DataInputStream(new BufferedInputStream(Channels.newInputStream(file), BUFFER));
        for (long i = 0; i < count; i++) {
            long high = in.readLong();
            long low = in.readLong();
            int tag = in.readInt();
            int number = in.readInt();
            int earlier = seen.add(high, low, tag);
            if (earlier != 0 && number >= 0) {
                (earlier == tag ? duplicates : conflicts).set(number);
            }
        }
    }

    private final class Answers implements Distinction {

        private int next;

        @Override
        public void judge(CandidateRows candidates, RowView view) {
            for (int row = 0; row < candidates.size(); row++) {
                int number = next++;
                Verdict other = conflicts.get(number) ? Verdict.CONFLICT : Verdict.STAYS;
                candidates.setVerdict(row, duplicates.get(number) ? Verdict.DUPLICATE : other);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel file : files) {
            file.close();
        }
    }
}
