package io.github.paybell.simulator.junit;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * WeChat Pay for the tests of a class: started once, emptied before each test, closed at the end.
 * Tests and their set-up methods take it as a parameter.
 *
 * <pre>{@code
 * @ExtendWith(SimulatorExtension.class)
 * class CheckoutTest {
 *   @Test
 *   void paid(Simulator wechat) {
 *     shop.placeOrder("ORDER0001", wechat.url());
 *     wechat.pay("ORDER0001");
 *     wechat.settle();
 *     assertThat(shop.order("ORDER0001").isPaid()).isTrue();
 *   }
 * }
 * }</pre>
 *
 * <p>With other options, or where its address is needed before the first test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SimulatorExtension wechat =
 *     SimulatorExtension.with(SimulatorOptions.forTests().withSeed(7));
 *
 * @DynamicPropertySource
 * static void properties(DynamicPropertyRegistry registry) {
 *   registry.add("wechat.url", () -> wechat.simulator().url());
 * }
 * }</pre>
 *
 * <p>It takes a free port, and its clock stands until the test moves it. Time and merchants are not
 * set back between tests. Tests of one class share it, so they run one after the other.
 */
public final class SimulatorExtension
    implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {
  private static final ExtensionContext.Namespace NAMESPACE =
      ExtensionContext.Namespace.create(SimulatorExtension.class);

  private final SimulatorOptions options;
  private @Nullable Simulator running;

  /** With {@link SimulatorOptions#forTests()}. */
  public SimulatorExtension() {
    this(SimulatorOptions.forTests());
  }

  private SimulatorExtension(SimulatorOptions options) {
    this.options = options;
  }

  /** With these options; {@link SimulatorOptions#forTests()} is a good beginning. */
  public static SimulatorExtension with(SimulatorOptions options) {
    return new SimulatorExtension(options);
  }

  /** The simulator; starts it if it does not run yet. */
  public synchronized Simulator simulator() {
    Simulator simulator = running;
    if (simulator == null) {
      simulator = Simulator.start(options);
      running = simulator;
    }
    return simulator;
  }

  private synchronized void close() {
    Simulator simulator = running;
    running = null;
    if (simulator != null) {
      simulator.close();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    closeAfter(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    // A field of the instance is registered too late for beforeAll.
    closeAfter(context.getParent().orElse(context));
    simulator().reset();
  }

  /** Closes it with the outermost class: nested ones find what that has put here. */
  private void closeAfter(ExtensionContext context) {
    ExtensionContext.Store store = context.getStore(NAMESPACE);
    if (store.get(this) == null) {
      AutoCloseable closing = this::close;
      store.put(this, closing);
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Simulator.class;
  }

  @Override
  public Simulator resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return simulator();
  }
}
