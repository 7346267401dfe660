/**
 * Feeds: the reviewed contract of an input, and what it makes of a file. Start with {@link dev.daybook.feed.Feed}.
 */
@NullMarked
package dev.daybook.feed;

import org.jspecify.annotations.NullMarked;
