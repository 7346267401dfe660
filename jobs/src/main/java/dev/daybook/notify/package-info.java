/**
 * What people are told of: notices are written with what they tell of, to an outbox, and sent through channels after
 * that. Start with {@link dev.daybook.notify.Notices}, which writes, and {@link dev.daybook.notify.NoticeSender}.
 */
@NullMarked
package dev.daybook.notify;

import org.jspecify.annotations.NullMarked;
