package dev.daybook.feed;

import dev.daybook.failure.DaybookException;
import dev.daybook.record.SourceText;
import dev.daybook.record.Utf8;
import java.io.BufferedInputStream;
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

    /**
     * Reads the whole file for its hash, and once more for its encoding if the feed leaves a choice or accepts no damage.
     *
     * @throws DaybookException of kind INPUT when the file is damaged and the feed refuses such files
     */
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
        FileScan marked = null;
        if (startsWith(head, 0xef, 0xbb, 0xbf)) {
            marked = new FileScan(sha256, size, StandardCharsets.UTF_8, 3);
        } else if (startsWith(head, 0xff, 0xfe)) {
            marked = new FileScan(sha256, size, StandardCharsets.UTF_16LE, 2);
        } else if (startsWith(head, 0xfe, 0xff)) {
            marked = new FileScan(sha256, size, StandardCharsets.UTF_16BE, 2);
        }
        FileScan scan = marked == null ? new FileScan(sha256, size, encoding.charset(), 0) : marked;
        if (marked == null && encoding.fallback() != null && scan.firstDamage(file, false) >= 0) {
            scan = new FileScan(sha256, size, encoding.fallback(), 0);
        }
        if (encoding.rejectFile()) {
            scan.refuseDamage(file);
        }
        return scan;
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

    private void refuseDamage(InputFile file) {
        long position = firstDamage(file, true);
        if (position >= 0) {
            throw DaybookException.input(
                    "%s line %d: expected %s text, found bytes that are none or a U+FFFD, and the feed refuses such a file. "
                                    .formatted(file.location(), lineOf(file, position), charset)
                            + "Mend the file, or let the feed say `malformed: reject-row` to load its other rows.");
        }
    }

    /**
     * Position, in the text as UTF-8, of the first byte that does not decode; -1 for none. A sequence cut at a buffer's
     * end is looked at again with the next.
     *
     * @param replacements whether U+FFFD, the trace of earlier damage, counts too
     */
    private long firstDamage(InputFile file, boolean replacements) {
        byte[] buffer = new byte[BUFFER];
        long position = 0;
        try (InputStream in = text(file)) {
            int kept = 0;
            for (int n; (n = in.readNBytes(buffer, kept, BUFFER - kept)) > 0; ) {
                int filled = kept + n;
                int bad = Utf8.firstMalformed(buffer, 0, filled);
                int checked = bad < 0 ? filled : bad;
                int replacement = replacements ? RecordCheck.firstReplacement(buffer, 0, checked) : -1;
                if (replacement >= 0) {
                    return position + replacement;
                }
                if (bad >= 0 && !isCut(buffer, bad, filled)) {
                    return position + bad;
                }
                kept = filled - checked;
                System.arraycopy(buffer, checked, buffer, 0, kept);
                position += checked;
            }
            return kept == 0 ? -1 : position;
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(file.location(), e.getMessage()));
        }
    }

    private static boolean isCut(byte[] buffer, int bad, int filled) {
        int lead = buffer[bad] & 0xff;
        return filled == BUFFER && bad >= filled - 3 && lead >= 0xc2 && lead < 0xf5;
    }

    private long lineOf(InputFile file, long position) {
        long line = 1;
        try (InputStream in = new BufferedInputStream(text(file), BUFFER)) {
            int before = 0;
            for (long i = 0; i < position; i++) {
                int next = in.read();
                line += next == '\r' || next == '\n' && before != '\r' ? 1 : 0;
                before = next;
            }
            return line;
        } catch (IOException e) {
            throw DaybookException.input("%s cannot be read: %s".formatted(file.location(), e.getMessage()));
        }
    }

    private InputStream text(InputFile file) {
        return SourceText.of(file.name(), file.open(textStart), charset, textStart).stream();
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
