package dev.daybook.bench;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetWriter;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/** One parquet-avro writer per partition, by default a month, open until the end. */
final class MonthlyParquetWriter implements ItemStreamWriter<GenericRecord> {

    private final Path folder;
    private final Schema schema;
    private final Function<GenericRecord, String> partitionOf;
    private final Map<String, ParquetWriter<GenericRecord>> writers = new HashMap<>();

    MonthlyParquetWriter(Path folder, Schema schema) throws IOException {
        this(
                folder,
                schema,
                visit -> "visit_month="
                        + LocalDate.ofEpochDay((int) visit.get("visit_date"))
                                .toString()
                                .substring(0, 7));
    }

    /** @param partitionOf folder a record belongs into */
    MonthlyParquetWriter(Path folder, Schema schema, Function<GenericRecord, String> partitionOf) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.schema = schema;
        this.partitionOf = partitionOf;
    }

    @Override
    public void write(Chunk<? extends GenericRecord> chunk) throws IOException {
        for (GenericRecord row : chunk) {
            writers.computeIfAbsent(partitionOf.apply(row), this::open).write(row);
        }
    }

    private ParquetWriter<GenericRecord> open(String partition) {
        try {
            Path file = Files.createDirectories(folder.resolve(partition)).resolve("part.parquet");
            return AvroParquetWriter.<GenericRecord>builder(new LocalOutputFile(file))
                    .withSchema(schema)
                    .withDataModel(new GenericData())
                    .withConf(new PlainParquetConfiguration())
                    .withCodecFactory(new ZstdOnly())
                    .withCompressionCodec(CompressionCodecName.ZSTD)
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            for (ParquetWriter<GenericRecord> writer : writers.values()) {
                writer.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        writers.clear();
    }

    /** Parquet's own factory needs more of Hadoop than is here. */
    private static final class ZstdOnly implements CompressionCodecFactory {

        @Override
        public BytesInputCompressor getCompressor(CompressionCodecName codec) {
            return new BytesInputCompressor() {
                @Override
                public BytesInput compress(BytesInput bytes) throws IOException {
                    return BytesInput.from(Zstd.compress(bytes.toByteArray(), 3));
                }

                @Override
                public CompressionCodecName getCodecName() {
                    return CompressionCodecName.ZSTD;
                }

                @Override
                public void release() {
                    // nothing is held
                }
            };
        }

        @Override
        public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
            throw new IllegalStateException("this benchmark only writes");
        }

        @Override
        public void release() {
            // nothing is held
        }
    }
}
