package io.github.paybell.spring.test;

import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.wechat.WechatClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;
import org.springframework.util.FileSystemUtils;

/**
 * Puts WeChat Pay beside an application context before it starts. Test classes of one kind of
 * database whose configuration is otherwise the same share one context.
 */
record PaybellTestContext(Database database) implements ContextCustomizer {
  private static final String CLIENT = "wechatOfTheTest";

  /** For test classes with {@link PaybellTest}. */
  static final class Factory implements ContextCustomizerFactory {
    @Override
    public ContextCustomizer createContextCustomizer(
        Class<?> testClass, List<ContextConfigurationAttributes> configuration) {
      var annotation =
          TestContextAnnotationUtils.findMergedAnnotation(testClass, TestDatabase.class);
      return new PaybellTestContext(annotation == null ? Database.TEMPORARY : annotation.value());
    }
  }

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration merged) {
    requireServer(merged.getTestClass());
    var beans = (DefaultListableBeanFactory) context.getBeanFactory();
    // What is registered first is let go last, also when the context does not start.
    var folder = folder();
    beans.registerDisposableBean("paybellFolder", () -> FileSystemUtils.deleteRecursively(folder));
    var accounts = TestAccounts.in(context.getEnvironment());
    var clock = new PaybellClock(Clock.systemUTC().instant());
    var wechat =
        Simulator.start(
            SimulatorOptions.forTests().withReal(clock).withMerchants(accounts.merchants()));
    beans.registerDisposableBean("paybellSimulator", wechat::close);
    clock.lead(wechat, new Background(beans, accounts.byName().keySet()));
    var settings = new TestSettings(context.getEnvironment(), accounts, folder, wechat.url());
    settings.take(
        database == Database.TEMPORARY
            ? TemporaryDatabase.in(folder, context.getEnvironment())
            : null);
    beans.addBeanPostProcessor(new DatabaseGuard(beans, database, folder));

    beans.registerSingleton("wechatSimulator", wechat);
    beans.registerSingleton(
        "paybellNotifications",
        new Notifications(clock, wechat, accounts, settings.notifyAddress()));
    register((GenericApplicationContext) context, clock, URI.create(wechat.url()));
  }

  private static void register(GenericApplicationContext context, PaybellClock clock, URI wechat) {
    context.registerBean(
        "paybellClock",
        PaybellClock.class,
        () -> clock,
        // A shop may have a clock of its own, which then stands aside.
        definition -> definition.setPrimary(true));
    context.registerBean(
        CLIENT,
        WechatClient.class,
        // Signatures are fresh by the time of the test: the simulator's real time is the same.
        () -> new WechatClient(wechat, clock));
    // A shop may have one of its own, which is known by then. Spring Boot 3.2 has no fallback
    // beans.
    context.addBeanFactoryPostProcessor(
        beans -> {
          if (beans.getBeanNamesForType(WechatPay.class, true, false).length > 1) {
            context.removeBeanDefinition(CLIENT);
          }
        });
  }

  private static void requireServer(Class<?> testClass) {
    var annotation =
        TestContextAnnotationUtils.findMergedAnnotation(testClass, SpringBootTest.class);
    if (annotation == null || !annotation.webEnvironment().isEmbedded()) {
      throw new IllegalStateException(
          "@PaybellTest needs a web server that WeChat Pay can reach: let the @SpringBootTest of "
              + testClass.getSimpleName()
              + " say webEnvironment = RANDOM_PORT, or leave it out");
    }
  }

  private static Path folder() {
    try {
      return Files.createTempDirectory("paybell-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
