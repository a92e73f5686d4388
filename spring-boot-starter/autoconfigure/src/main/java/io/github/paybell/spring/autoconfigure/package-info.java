/**
 * The wiring: Spring Boot's view of the engine. Owns the beans, the properties under {@code
 * paybell}, the notify endpoint and the ends of the shop's transactions, and decides nothing about
 * payments.
 *
 * <p>Promises TOGETHER (docs/INVARIANTS.md) on the shop's own transaction manager, and that no
 * filter, converter or advice of the shop comes between WeChat Pay's bytes and the engine. Every
 * bean steps back where the shop has its own. Start at {@link
 * io.github.paybell.spring.autoconfigure.PaybellAutoConfiguration}. May use: engine, wechat, Spring
 * Boot; servlet, health and metrics only where they are on the class path.
 */
@NullMarked
package io.github.paybell.spring.autoconfigure;

import org.jspecify.annotations.NullMarked;
