/** A small shop, and its tests by the kit as a user would write them. */
@NullMarked
package io.github.paybell.spring.test.shop;

import org.jspecify.annotations.NullMarked;
