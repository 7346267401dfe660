package dev.daybook.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** Zstandard in both directions, for parquet-java without Hadoop. */
final class PlainCodecs implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return new ZstdCompressor();
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new ZstdDecompressor();
    }

    @Override
    public void release() {}

    private record ZstdCompressor() implements BytesInputCompressor {

        @Override
        public BytesInput compress(BytesInput bytes) throws IOException {
            return BytesInput.from(Zstd.compress(bytes.toByteArray()));
        }

        @Override
        public CompressionCodecName getCodecName() {
            return CompressionCodecName.ZSTD;
        }

        @Override
        public void release() {}
    }

    private record ZstdDecompressor() implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            byte[] target = new byte[size];
            long length = Zstd.decompress(target, bytes.toByteArray());
            if (Zstd.isError(length) || length != size) {
                throw new IOException("expected a page of %d bytes, found %d".formatted(size, length));
            }
            return BytesInput.from(target);
        }

        @Override
        public void decompress(ByteBuffer bytes, int compressedSize, ByteBuffer target, int size) throws IOException {
            byte[] compressed = new byte[compressedSize];
            bytes.get(compressed);
            target.put(decompress(BytesInput.from(compressed), size).toByteArray());
        }

        @Override
        public void release() {}
    }
}
