package dev.daybook.jobs.apisync;

/** A file that is to be loaded, and the load on record for it. */
record PendingLoad(String name, long loadId) {}
