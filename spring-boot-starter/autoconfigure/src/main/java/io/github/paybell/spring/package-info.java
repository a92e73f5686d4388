/**
 * Paybell inside a Spring Boot shop: what the shop's code sees. Write a {@link
 * io.github.paybell.spring.PaymentListener}, use {@link io.github.paybell.spring.Paybell}; an
 * {@link io.github.paybell.spring.OrderBook} is for shops that would rather answer from their own
 * order table.
 *
 * <p>Promises TOGETHER (docs/INVARIANTS.md): what a listener writes and what Paybell notes commit
 * or roll back together. The wiring is in {@code io.github.paybell.spring.autoconfigure}.
 */
@NullMarked
package io.github.paybell.spring;

import org.jspecify.annotations.NullMarked;
