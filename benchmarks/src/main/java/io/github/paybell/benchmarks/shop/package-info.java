/**
 * The typical merchant's receiver, as a competent team writes it: Spring Boot MVC, a codec library,
 * JdbcTemplate, one transaction per request.
 *
 * <p>It makes the same writes as Paybell at the same durability, so that only the way differs.
 * Start at {@link io.github.paybell.benchmarks.shop.Shop}.
 */
@NullMarked
package io.github.paybell.benchmarks.shop;

import org.jspecify.annotations.NullMarked;
