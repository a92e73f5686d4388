/**
 * What {@code paybell demo} adds to the coffee shop: a drawer that lets things go wrong and shows
 * what came of it. No part of the example: a shop needs none of this.
 *
 * <p>Owns {@code /demo}. Is not there unless {@code coffee.demo} is true. Refuses to touch the
 * shop's table; it plays WeChat Pay and a second phone, no more. Start at {@link
 * io.github.paybell.coffee.demo.DemoController}. May use: Spring Boot, {@code
 * io.github.paybell.spring}, the simulator over HTTP.
 */
@NullMarked
package io.github.paybell.coffee.demo;

import org.jspecify.annotations.NullMarked;
