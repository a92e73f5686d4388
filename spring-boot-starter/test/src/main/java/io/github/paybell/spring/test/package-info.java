/**
 * For the tests of a shop: WeChat Pay as a bean, signed notifications, and a clock that stands
 * until the test moves it.
 *
 * <p>Owns how a shop's own configuration is turned towards the simulator for the time of a test,
 * and in which order time passes on both sides. Promises that nothing is waited for by sleeping:
 * when a call returns, what it caused is done, and that nothing is written to a database but a
 * temporary one, or one that is there for tests. Refuses to run without a real web server, because
 * WeChat Pay has to reach the shop. Start at {@link io.github.paybell.spring.test.PaybellTest}. May
 * use: the starter, the engine, the simulator, Spring's test context and JUnit.
 */
@NullMarked
package io.github.paybell.spring.test;

import org.jspecify.annotations.NullMarked;
