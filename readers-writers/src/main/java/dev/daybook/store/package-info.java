/** Whole objects in local folders and S3 buckets behind one port. Start with {@link dev.daybook.store.ObjectStore}. */
@NullMarked
package dev.daybook.store;

import org.jspecify.annotations.NullMarked;
