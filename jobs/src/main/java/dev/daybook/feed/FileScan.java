package dev.daybook.feed;

import dev.daybook.csv.SourceText;
import dev.daybook.csv.Utf8;
import dev.daybook.failure.DaybookException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What has to be known of a file before it is loaded, from one pass over it.
 *
 * @param sha256 of the file as delivered, in hexadecimal digits
 * @param size of the file as delivered, in bytes
 * @param charset it is read in
 * @param textStart bytes of the byte order mark, 0 for none; of the unpacked file
 */
public record FileScan(String sha256, long size, Charset charset, int textStart) {

    private static final int BUFFER = 1 << 20;

    /** Reads the whole file for its hash, and for its encoding if the feed leaves a choice. */
    public static FileScan of(InputFile file, Feed.Encoding encoding) {
        MessageDigest sha256 = newDigest();
        long size = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = file.store().open(file.location(), 0);
                DigestInputStream digested = new DigestInputStream(in, sha256)) {
            for (int n; (n = digested.read(buffer)) >= 0; ) {
                size += n;
            }
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(file.location(), e.getMessage()));
        }
        return withEncoding(file, encoding, HexFormat.of().formatHex(sha256.digest()), size);
    }

    private static FileScan withEncoding(InputFile file, Feed.Encoding encoding, String sha256, long size) {
        byte[] head = head(file);
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            return new FileScan(sha256, size, StandardCharsets.UTF_8, 3);
        }
        if (startsWith(head, 0xff, 0xfe)) {
            return new FileScan(sha256, size, StandardCharsets.UTF_16LE, 2);
        }
        if (startsWith(head, 0xfe, 0xff)) {
            return new FileScan(sha256, size, StandardCharsets.UTF_16BE, 2);
        }
        Charset charset = encoding.charset();
        if (encoding.fallback() != null && !isValid(file, charset)) {
            charset = encoding.fallback();
        }
        return new FileScan(sha256, size, charset, 0);
    }

    private static byte[] head(InputFile file) {
        try (InputStream in = file.open(0)) {
            return in.readNBytes(3);
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(file.location(), e.getMessage()));
        }
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (int i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xff) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether every byte decodes; a sequence cut at a buffer's end is looked at again with the next. */
    private static boolean isValid(InputFile file, Charset charset) {
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = SourceText.of(file.name(), file.open(0), charset, 0).stream()) {
            int kept = 0;
            for (int n; (n = in.readNBytes(buffer, kept, BUFFER - kept)) > 0; ) {
                int filled = kept + n;
                int bad = Utf8.firstMalformed(buffer, 0, filled);
                boolean cut = bad >= filled - 3 && filled == BUFFER && (buffer[bad] & 0xff) >= 0xc2 && (buffer[bad] & 0xff) < 0xf5;
                if (bad >= 0 && !cut) {
                    return false;
                }
                kept = bad < 0 ? 0 : filled - bad;
                System.arraycopy(buffer, filled - kept, buffer, 0, kept);
            }
            return kept == 0;
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(file.location(), e.getMessage()));
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
