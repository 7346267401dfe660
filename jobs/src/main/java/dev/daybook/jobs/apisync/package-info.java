/** Copies of what public servers publish, kept in step, and the tables made of them. */
@NullMarked
package dev.daybook.jobs.apisync;

import org.jspecify.annotations.NullMarked;
