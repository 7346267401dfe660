/** The job clickstream-compaction: many small deliveries of events to few sorted files per event date. */
@NullMarked
package dev.daybook.jobs.clickstream;

import org.jspecify.annotations.NullMarked;
