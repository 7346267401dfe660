package dev.daybook.http;

import dev.daybook.failure.DaybookException;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.GZIPInputStream;

/** Takes down the body of a response: unpacked, hashed, whole, in time and within its limits. */
final class BodyReader {

    private static final int BUFFER = 1 << 16;

    private final ScheduledExecutorService timer;
    private final Duration timeout;
    private final long maxBytes;

    BodyReader(ScheduledExecutorService timer, Duration timeout, long maxBytes) {
        this.timer = timer;
        this.timeout = timeout;
        this.maxBytes = maxBytes;
    }

    /**
     * @param to written anew
     * @param html whether a page is wanted; where it is not, one is an error page and not the document
     * @throws TryAgain when the body ends early or takes too long
     * @throws DaybookException of kind UPSTREAM when it is too large, or a page
     */
    WebAnswer.Document read(URI uri, HttpResponse<InputStream> response, Path to, boolean html) throws TryAgain {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(-1);
        if (length > maxBytes) {
            throw tooLarge(uri);
        }
        AtomicBoolean isLate = new AtomicBoolean();
        InputStream body = response.body();
        ScheduledFuture<?> alarm = timer.schedule(() -> end(body, isLate), timeout.toMillis(), TimeUnit.MILLISECONDS);
        MessageDigest sha256 = newDigest();
        try (body;
                InputStream unpacked = unpacked(response, body);
                OutputStream out = new DigestOutputStream(open(to), sha256)) {
            long size = copy(uri, unpacked, out);
            requireNoPage(uri, response, to, html);
            return new WebAnswer.Document(
                    to, size, HexFormat.of().formatHex(sha256.digest()), WebClient.validators(response));
        } catch (IOException e) {
            String what = isLate.get()
                    ? "was not complete within %d s".formatted(timeout.toSeconds())
                    : "was cut off (%s)"
                            .formatted(e instanceof EOFException ? "packed data ends early" : e.getMessage());
            throw new TryAgain("%s: the answer %s".formatted(uri, what), null, e);
        } finally {
            alarm.cancel(false);
        }
    }

    /** From another thread, so that a reader that waits for the next byte wakes up. */
    private static void end(InputStream body, AtomicBoolean isLate) {
        isLate.set(true);
        try {
            body.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream unpacked(HttpResponse<?> response, InputStream body) throws IOException {
        String encoding = response.headers().firstValue("Content-Encoding").orElse("identity");
        return switch (encoding.toLowerCase(Locale.ROOT)) {
            case "identity" -> body;
            case "gzip", "x-gzip" -> new GZIPInputStream(body, BUFFER);
            default ->
                throw Refusals.upstream(
                        "%s: expected gzip or nothing, found the encoding %s".formatted(response.uri(), encoding));
        };
    }

    private long copy(URI uri, InputStream in, OutputStream out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        long size = 0;
        for (int n; (n = in.read(buffer)) >= 0; ) {
            size += n;
            if (size > maxBytes) {
                throw tooLarge(uri);
            }
            write(out, buffer, n);
        }
        return size;
    }

    private static OutputStream open(Path to) {
        try {
            return Files.newOutputStream(to);
        } catch (IOException e) {
            throw DaybookException.storage("%s cannot be written: %s".formatted(to, e), e);
        }
    }

    /** A full disk is no fault of the server. */
    private static void write(OutputStream out, byte[] buffer, int length) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException e) {
            throw DaybookException.storage("an answer cannot be kept: " + e.getMessage(), e);
        }
    }

    private RuntimeException tooLarge(URI uri) {
        return Refusals.upstream("%s is larger than the %,d bytes its source allows: raise maxBytes if that is right"
                .formatted(uri, maxBytes));
    }

    private static void requireNoPage(URI uri, HttpResponse<?> response, Path file, boolean html) throws IOException {
        String type = response.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        boolean isPage = type.startsWith("text/html") || looksLikePage(file);
        if (isPage && !html) {
            throw Refusals.upstream(
                    "%s: expected data, found an HTML page with status %d: it is not taken for data; look at it in a browser"
                            .formatted(uri, response.statusCode()));
        }
    }

    private static boolean looksLikePage(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String start = new String(in.readNBytes(BUFFER >> 8), StandardCharsets.ISO_8859_1)
                    .replace("\u00ef\u00bb\u00bf", "")
                    .stripLeading()
                    .toLowerCase(Locale.ROOT);
            return start.startsWith("<!doctype html") || start.startsWith("<html");
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
