/**
 * A coffee shop that takes WeChat Pay: an example to copy from.
 *
 * <p>Owns the table {@code coffee_order}. Promises that a price comes from {@link
 * io.github.paybell.coffee.Drink}, never from a browser, and that an order gets its pick-up number
 * in the transaction that marks it paid. Refuses to know anything of notifications, signatures or
 * retries: that is the starter's. Start at {@link io.github.paybell.coffee.ShopController}, then
 * read {@link io.github.paybell.coffee.PaymentNews}. May use: Spring Boot and {@code
 * io.github.paybell.spring}.
 */
@NullMarked
package io.github.paybell.coffee;

import org.jspecify.annotations.NullMarked;
