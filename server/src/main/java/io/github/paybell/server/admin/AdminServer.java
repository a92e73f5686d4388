package io.github.paybell.server.admin;

import io.github.paybell.engine.Engine;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.prometheus.PrometheusScrapeEndpoint;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.web.context.support.StandardServletEnvironment;
import tools.jackson.databind.json.JsonMapper;

/** The private listener. Thread-safe. */
public final class AdminServer implements AutoCloseable {
  private static final String FIXED_SETTINGS =
      "classpath:/io/github/paybell/server/admin/admin.properties";

  private final ConfigurableApplicationContext context;

  private AdminServer(ConfigurableApplicationContext context) {
    this.context = context;
  }

  /**
   * Opens the admin API.
   *
   * @param settings further settings of the framework, strongest first
   * @param logging called as soon as log lines are written the way the settings ask for
   * @param engine asked at the first call; may wait for the engine's start
   * @param whyNotReady why no notification can be taken now; must not block
   * @param additions further configuration classes
   * @throws AdminException if the address is taken or not ours
   */
  public static AdminServer open(
      AdminOptions options,
      List<PropertySource<?>> settings,
      Runnable logging,
      Supplier<Engine> engine,
      Supplier<Optional<String>> whyNotReady,
      PrometheusMeterRegistry meters,
      List<Class<?>> additions) {
    var application = new SpringApplication(AdminConfiguration.class);
    application.addPrimarySources(additions);
    application.setEnvironment(environment(options, settings));
    application.setWebApplicationType(WebApplicationType.SERVLET);
    application.setBannerMode(Banner.Mode.OFF);
    application.setLogStartupInfo(false);
    application.setRegisterShutdownHook(false);
    application.setAddCommandLineProperties(false);
    application.addInitializers(
        (ApplicationContextInitializer<GenericApplicationContext>)
            context -> {
              register(context, options, engine, whyNotReady, meters);
              logging.run();
            });
    try {
      return new AdminServer(application.run());
    } catch (RuntimeException e) {
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof PortInUseException || cause instanceof java.net.BindException) {
          throw new AdminException(options, cause);
        }
      }
      throw e;
    }
  }

  private static StandardServletEnvironment environment(
      AdminOptions options, List<PropertySource<?>> settings) {
    var fixed =
        new HashMap<String, Object>(
            Map.of(
                "server.address",
                options.host(),
                "server.port",
                options.port(),
                "spring.config.location",
                FIXED_SETTINGS));
    if (options.jsonLogs()) {
      fixed.put("logging.structured.format.console", "logstash");
    }
    var environment = new StandardServletEnvironment();
    var sources = environment.getPropertySources();
    sources.addFirst(new MapPropertySource("paybell admin", fixed));
    for (var source : settings) {
      if (!sources.contains(source.getName())) {
        sources.addLast(source);
      }
    }
    return environment;
  }

  private static void register(
      GenericApplicationContext context,
      AdminOptions options,
      Supplier<Engine> engine,
      Supplier<Optional<String>> whyNotReady,
      PrometheusMeterRegistry meters) {
    context.registerBean(JsonMapper.class, StrictJson::mapper);
    // The registry itself stays out of the framework's hands: the engine counts in it already.
    context.registerBean(
        PrometheusScrapeEndpoint.class,
        () -> new PrometheusScrapeEndpoint(meters.getPrometheusRegistry(), null));
    context.registerBean(BearerFilter.class, () -> new BearerFilter(options.token()));
    context.registerBean(Errors.class, Errors::new);
    context.registerBean(ContainerErrors.class, ContainerErrors::new);
    context.registerBean(Values.class, Values::new);
    context.registerBean(
        AccountController.class, () -> new AccountController(engine, options.urls()));
    var calls = new WechatCalls(engine, new CallLimiter(CallLimiter.ALL));
    context.registerBean(OrderController.class, () -> new OrderController(calls));
    context.registerBean(RefundController.class, () -> new RefundController(calls));
    context.registerBean(ReconciliationController.class, () -> new ReconciliationController(calls));
    context.registerBean(NotificationController.class, () -> new NotificationController(engine));
    context.registerBean(RejectionController.class, () -> new RejectionController(engine));
    context.registerBean(ProblemController.class, () -> new ProblemController(engine));
    context.registerBean(EventController.class, () -> new EventController(engine));
    context.registerBean(
        DeliveryController.class, () -> new DeliveryController(engine, options.subscribers()));
    context.registerBean(
        SubscriberController.class, () -> new SubscriberController(options.subscribers()));
    context.registerBean(
        "storeHealthIndicator", HealthIndicator.class, () -> () -> store(whyNotReady.get()));
    context.registerBean(
        "workHealthIndicator",
        HealthIndicator.class,
        () -> () -> work(whyNotReady.get().isPresent() ? List.of() : engine.get().degraded()));
    context.registerBean(HealthReader.class, () -> new HealthReader(options.token()));
  }

  private static Health store(Optional<String> whyNotReady) {
    return whyNotReady
        .map(why -> Health.down().withDetail("reason", why))
        .orElseGet(Health::up)
        .build();
  }

  // In no probe: a healthy receiver stays.
  private static Health work(List<String> degraded) {
    return degraded.isEmpty()
        ? Health.up().build()
        : Health.status("DEGRADED").withDetail("reasons", degraded).build();
  }

  /** The port it stands on. */
  public int port() {
    var server = ((WebServerApplicationContext) context).getWebServer();
    return server == null ? -1 : server.getPort();
  }

  /** Takes no new call, lets those that are open end, then closes. */
  @Override
  public void close() {
    context.close();
  }
}
