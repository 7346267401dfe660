package dev.daybook.parquet;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/** The two codecs tables are written with, without the Hadoop classes Parquet's own factory needs. For reading only. */
final class ZstdCodecs implements CompressionCodecFactory {

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        throw new IllegalStateException("pages are compressed by PageBuffer");
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return switch (codec) {
            case ZSTD -> new Decompressor(true);
            case UNCOMPRESSED -> new Decompressor(false);
            default -> throw new IllegalArgumentException("tables are written with zstd, this file with " + codec);
        };
    }

    @Override
    public void release() {
        // nothing is held
    }

    private record Decompressor(boolean isZstd) implements BytesInputDecompressor {

        @Override
        public BytesInput decompress(BytesInput page, int size) throws IOException {
            return isZstd ? BytesInput.from(unpack(page.toByteArray(), size)) : page;
        }

        @Override
        public void decompress(ByteBuffer page, int packedSize, ByteBuffer target, int size) throws IOException {
            byte[] packed = new byte[packedSize];
            page.get(packed);
            target.put(isZstd ? unpack(packed, size) : packed);
        }

        private static byte[] unpack(byte[] packed, int size) throws IOException {
            byte[] unpacked = new byte[size];
            long length = Zstd.decompress(unpacked, packed);
            if (Zstd.isError(length) || length != size) {
                throw new IOException("a damaged page: expected %d bytes, found %s"
                        .formatted(size, Zstd.isError(length) ? Zstd.getErrorName(length) : length));
            }
            return unpacked;
        }

        @Override
        public void release() {
            // nothing is held
        }
    }
}
