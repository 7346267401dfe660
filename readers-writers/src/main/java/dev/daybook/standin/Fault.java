package dev.daybook.standin;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.CountDownLatch;

/** A wrong answer, in place of the right one. */
@FunctionalInterface
public interface Fault {

    /** @param content that was asked for */
    void answer(HttpExchange exchange, byte[] content) throws IOException;

    static Fault status(int status) {
        return (exchange, content) -> exchange.sendResponseHeaders(status, -1);
    }

    /** @param retryAfter as the header says it */
    static Fault status(int status, String retryAfter) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    /** Too many requests; the wait is asked for in seconds. */
    static Fault tooManyRequests(Duration wait) {
        return status(429, String.valueOf(wait.toSeconds()));
    }

    /** The same, until a time, by the second. */
    static Fault tooManyRequests(Instant until) {
        return status(429, DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atOffset(ZoneOffset.UTC)));
    }

    static Fault redirect(String to) {
        return (exchange, content) -> {
            exchange.getResponseHeaders().set("Location", to);
            exchange.sendResponseHeaders(302, -1);
        };
    }

    /** Half of the promised bytes. */
    static Fault truncated() {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, content.length / 2);
            exchange.getResponseBody().flush();
        };
    }

    /** Half of the content, as if that were all: a listing lacks rows then. */
    static Fault shortened() {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length / 2);
            exchange.getResponseBody().write(content, 0, content.length / 2);
        };
    }

    /** The content with some of its text replaced: a listing in another form, a file in another layout. */
    static Fault edited(String text, String by) {
        return (exchange, content) -> {
            byte[] other = new String(content, StandardCharsets.UTF_8)
                    .replace(text, by)
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, other.length);
            exchange.getResponseBody().write(other);
        };
    }

    /** Half of a packed body that claims to be whole. */
    static Fault truncatedGzip() {
        return (exchange, content) -> {
            byte[] packed = StandInServer.gzip(content);
            exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            exchange.sendResponseHeaders(200, packed.length / 2);
            exchange.getResponseBody().write(packed, 0, packed.length / 2);
        };
    }

    /** An error page that calls itself a success. */
    static Fault page(String contentType) {
        return body(contentType, "\n<!DOCTYPE html>\n<html><body>Access denied, come back later</body></html>");
    }

    static Fault body(String contentType, String text) {
        return (exchange, content) -> {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", contentType);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    /** One byte, then nothing until {@code released}. */
    static Fault drip(CountDownLatch released) {
        return (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            OutputStream out = exchange.getResponseBody();
            out.write(content, 0, 1);
            out.flush();
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }
}
