/** Reports on record: which there are, and where they lie. Start with {@link dev.daybook.reporting.ReportLog}. */
@NullMarked
package dev.daybook.reporting;

import org.jspecify.annotations.NullMarked;
