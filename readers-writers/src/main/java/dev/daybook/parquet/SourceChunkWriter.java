package dev.daybook.parquet;

import dev.daybook.row.RowBatch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.io.api.Binary;
import org.jspecify.annotations.Nullable;

/** The source column: a row carries the number of its input, the dictionary is the list of inputs. */
final class SourceChunkWriter extends ColumnChunkWriter {

    private final List<byte[]> names;
    private int[] ids = new int[0];

    /** @param names by input number */
    SourceChunkWriter(ColumnDescriptor descriptor, PageBuffer buffer, ColumnProof proof, List<String> names) {
        super(descriptor, buffer, proof, ALWAYS_PRESENT);
        this.names = names.stream().map(n -> n.getBytes(StandardCharsets.UTF_8)).toList();
    }

    @Override
    int pageEnd(RowBatch batch, int[] order, int from, int limit) {
        return limit;
    }

    @Override
    Encoding putValues(RowBatch batch, int[] rows, int count, Statistics<?> statistics) {
        if (ids.length < count) {
            ids = new int[count];
        }
        int previous = -1;
        for (int i = 0; i < count; i++) {
            int source = batch.source(rows[i]);
            if (source != previous) {
                statistics.updateStats(Binary.fromConstantByteArray(names.get(source)));
                previous = source;
            }
            ids[i] = source;
            proof.add(names.get(source).length);
        }
        putIds(ids, count, names.size());
        return Encoding.PLAIN_DICTIONARY;
    }

    @Override
    @Nullable
    DictionaryPage takeDictionary() {
        return dictionaryPage(names.size(), () -> {
            for (byte[] name : names) {
                buffer.putText(name, 0, name.length);
            }
        });
    }
}
