/**
 * The tables of the lake in the AWS Glue Data Catalog, where Athena, QuickSight and others find them. Start with
 * {@link dev.daybook.glue.GlueCatalog}.
 */
@NullMarked
package dev.daybook.glue;

import org.jspecify.annotations.NullMarked;
