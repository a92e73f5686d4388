package io.github.paybell.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.ContextCustomizerFactories;

/**
 * A test of a whole shop, with WeChat Pay beside it: a {@link SpringBootTest} on a real port whose
 * Paybell talks to a simulator, and whom the simulator's notifications reach.
 *
 * <pre>{@code
 * @PaybellTest
 * class ShopTest {
 *   @Autowired Shop shop;
 *
 *   @Test
 *   void paidOnce(Simulator wechat, PaybellClock clock) {
 *     shop.order("COFFEE0001");
 *     wechat.pay("COFFEE0001");   // as the user would
 *     clock.settle();             // notified, and the listener has run
 *     assertThat(shop.made("COFFEE0001")).isEqualTo(1);
 *   }
 * }
 * }</pre>
 *
 * <p>There are three beans, injected with {@code @Autowired} or as a parameter of a test or set-up
 * method: {@link io.github.paybell.simulator.Simulator}, {@link PaybellClock}, which is also the
 * application's {@link java.time.Clock}, and {@link Notifications}. Before each test the simulator
 * and Paybell's record are empty; the shop's own tables are the shop's own affair.
 *
 * <p>What the test does to the configuration, whatever the shop's own says:
 *
 * <ul>
 *   <li>{@code server.port} is a free port that was chosen before the start, because the notify_url
 *       names it, and {@code paybell.base-url} is this port on 127.0.0.1;
 *   <li>{@code paybell.wechat.base-url} is the simulator, a new one for each application context;
 *   <li>each account keeps its name, mchid, appids and policies and gets the simulator's keys;
 *       where none is configured there is {@code shop};
 *   <li>{@code paybell.data-dir} is a temporary folder;
 *   <li>{@code paybell.acknowledge=handled}, so that WeChat Pay's answer comes after the listener;
 *   <li>{@code paybell.healing.enabled=false}: nothing is asked in the background, but {@link
 *       PaybellClock#advance} asks for what becomes due.
 * </ul>
 *
 * <p>The database is a temporary one, whatever {@code spring.datasource} says: H2 in memory, or an
 * SQLite file in the temporary folder, by which driver is there. A DataSource that is another one
 * all the same, because it is a bean of the shop's own, stops the start before anything is written;
 * {@link #database} is for a database that is there for tests.
 *
 * <p>May stand beside a {@link SpringBootTest} of your own, with {@code RANDOM_PORT} or {@code
 * DEFINED_PORT}. Tests that share an application context share one simulator and one clock, so they
 * run one after the other.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(webEnvironment = WebEnvironment.DEFINED_PORT)
@TestDatabase
@ContextCustomizerFactories(PaybellTestContext.Factory.class)
@ExtendWith(PaybellTestExtension.class)
public @interface PaybellTest {
  /** Which database the shop has. */
  @AliasFor(annotation = TestDatabase.class, attribute = "value")
  Database database() default Database.TEMPORARY;

  /** Properties as {@code key=value}. */
  @AliasFor(annotation = SpringBootTest.class, attribute = "properties")
  String[] properties() default {};

  /** Configuration classes; none: the application that is found from the test's package upwards. */
  @AliasFor(annotation = SpringBootTest.class, attribute = "classes")
  Class<?>[] classes() default {};
}
