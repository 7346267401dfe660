/** What the surroundings say: places, database, S3. Start with {@link dev.daybook.settings.Settings}. */
@NullMarked
package dev.daybook.settings;

import org.jspecify.annotations.NullMarked;
