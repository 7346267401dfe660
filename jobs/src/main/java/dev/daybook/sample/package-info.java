/**
 * Seeded sample data: dirty inputs as people leave them, and the results a correct import of them must give.
 * Start at {@link dev.daybook.sample.SampleData}. Every file is the same on any machine and JDK. Expected results come
 * from the generator's own knowledge of what it wrote, never from the product's parser.
 */
@NullMarked
package dev.daybook.sample;

import org.jspecify.annotations.NullMarked;
