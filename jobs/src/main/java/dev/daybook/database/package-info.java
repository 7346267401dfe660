/** The database: connecting, and bringing its tables up to date. Start with {@link dev.daybook.database.Database}. */
@NullMarked
package dev.daybook.database;

import org.jspecify.annotations.NullMarked;
