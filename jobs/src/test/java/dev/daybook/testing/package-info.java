/** What tests of jobs have in common: data folders, files to load, Daybook in a process of its own. */
package dev.daybook.testing;
