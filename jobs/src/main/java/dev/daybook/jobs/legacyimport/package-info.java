/** legacy-import: exports of older systems become tables. README.md beside this file tells the story. */
@NullMarked
package dev.daybook.jobs.legacyimport;

import org.jspecify.annotations.NullMarked;
