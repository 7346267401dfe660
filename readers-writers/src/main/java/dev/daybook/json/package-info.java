/** Arrays of flat JSON objects, and objects one after another. Start with {@link dev.daybook.json.JsonFields#reader}. */
@NullMarked
package dev.daybook.json;

import org.jspecify.annotations.NullMarked;
