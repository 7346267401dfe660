package dev.daybook.http;

import org.jspecify.annotations.Nullable;

/**
 * A file as a listing shows it.
 *
 * @param size in bytes; null where the listing rounds it or leaves it out
 * @param listedAt as the page writes it; its zone is the server's, so it is compared and never computed with
 */
public record ListedFile(String name, @Nullable Long size, String listedAt) {}
