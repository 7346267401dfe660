/**
 * SQL run by Amazon Athena over the tables that {@link dev.daybook.glue.GlueCatalog} shows. Start with
 * {@link dev.daybook.athena.AthenaQuery}.
 */
@NullMarked
package dev.daybook.athena;

import org.jspecify.annotations.NullMarked;
