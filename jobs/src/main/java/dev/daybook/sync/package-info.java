/**
 * Sources that are copied, and what is known of their files. Start with {@link dev.daybook.sync.SyncSource} and {@link
 * dev.daybook.sync.SyncFiles}.
 */
@NullMarked
package dev.daybook.sync;

import org.jspecify.annotations.NullMarked;
