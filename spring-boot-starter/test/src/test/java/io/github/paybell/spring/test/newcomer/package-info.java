/** The guide of the starter, followed to the letter. */
@NullMarked
package io.github.paybell.spring.test.newcomer;

import org.jspecify.annotations.NullMarked;
