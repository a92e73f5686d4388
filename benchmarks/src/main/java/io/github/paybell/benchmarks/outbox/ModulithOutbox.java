package io.github.paybell.benchmarks.outbox;

import com.zaxxer.hikari.HikariDataSource;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.modulith.events.config.EventPublicationAutoConfiguration;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Spring Modulith's publication registry: an asynchronous listener after the commit. */
final class ModulithOutbox implements Outbox {
  private final HikariDataSource source;
  private final Gate gate;
  private final AnnotationConfigApplicationContext context;

  /** The event. */
  record Paid(String payload) {}

  /** The handler. */
  static class Listener {
    private volatile @Nullable CountDownLatch handled;

    void expect(CountDownLatch latch) {
      handled = latch;
    }

    @ApplicationModuleListener
    void on(Paid paid) {
      var latch = handled;
      if (latch != null) {
        latch.countDown();
      }
    }
  }

  /** What Spring Boot would choose, and nothing of the rest that is on this class path. */
  static class AutoConfigurations implements DeferredImportSelector {
    @Override
    public String[] selectImports(AnnotationMetadata metadata) {
      return new String[] {
        JacksonAutoConfiguration.class.getName(),
        DataSourceTransactionManagerAutoConfiguration.class.getName(),
        JdbcTemplateAutoConfiguration.class.getName(),
        TransactionAutoConfiguration.class.getName(),
        "org.springframework.modulith.events.jdbc.JdbcEventPublicationAutoConfiguration",
        "org.springframework.modulith.events.jackson.JacksonEventSerializationConfiguration",
        EventPublicationAutoConfiguration.class.getName()
      };
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  @Import(AutoConfigurations.class)
  static class Wiring implements AsyncConfigurer {
    private final Gate gate;

    Wiring(Gate gate) {
      this.gate = gate;
    }

    @Override
    public Executor getAsyncExecutor() {
      return gate;
    }
  }

  ModulithOutbox(HikariDataSource source, int threads) {
    this.source = source;
    gate = new Gate(threads);
    context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource(
                "benchmark",
                Map.of(
                    "spring.modulith.events.jdbc.schema-initialization.enabled",
                    "true",
                    // Its cheaper mode: a settled row is gone.
                    "spring.modulith.events.completion-mode",
                    "DELETE")));
    context.registerBean(DataSource.class, () -> source);
    context.registerBean(Gate.class, () -> gate);
    context.registerBean(Listener.class, Listener::new);
    context.register(Wiring.class);
    context.refresh();
  }

  @Override
  public String title() {
    return "Spring Modulith, publication registry";
  }

  @Override
  public DataSource source() {
    return source;
  }

  @Override
  public void fill(int rows, CountDownLatch latch) {
    gate.shut();
    context.getBean(Listener.class).expect(latch);
    var publisher = (ApplicationEventPublisher) context;
    new TransactionTemplate(context.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(
            status -> {
              for (int i = 0; i < rows; i++) {
                publisher.publishEvent(new Paid(i + Outbox.PAYLOAD));
              }
            });
  }

  @Override
  public void open() {
    gate.open();
  }

  @Override
  public String unsettled() {
    return "select count(*) from event_publication where completion_date is null";
  }

  @Override
  public void close() {
    context.close();
    gate.close();
    source.close();
  }
}
