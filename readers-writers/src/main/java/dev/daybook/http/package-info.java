/**
 * Copies of what web servers publish: conditional requests, directory listings, retries within a budget. Start with {@link
 * dev.daybook.http.WebClient}.
 */
@NullMarked
package dev.daybook.http;

import org.jspecify.annotations.NullMarked;
