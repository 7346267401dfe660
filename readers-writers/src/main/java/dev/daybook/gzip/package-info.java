/** Unpacks gzip faster than the JDK does. Start with {@link dev.daybook.gzip.GunzipStream}. */
@NullMarked
package dev.daybook.gzip;

import org.jspecify.annotations.NullMarked;
