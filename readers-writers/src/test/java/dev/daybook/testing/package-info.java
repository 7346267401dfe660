/** Servers for tests of all modules. Start with {@link dev.daybook.testing.S3Server}. */
@NullMarked
package dev.daybook.testing;

import org.jspecify.annotations.NullMarked;
