package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.Embedding;
import io.github.paybell.engine.Engine;
import io.github.paybell.engine.EngineOptions;
import io.github.paybell.engine.account.InvalidAccountsException;
import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.inbox.AnswerSource;
import io.github.paybell.engine.inbox.InboxOptions;
import io.github.paybell.engine.inbox.ProcessingOptions;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.TransactionListener;
import io.github.paybell.engine.store.Store;
import io.github.paybell.settings.Subscribers;
import io.github.paybell.spring.OrderBook;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.PaymentListener;
import io.github.paybell.spring.autoconfigure.PaybellProperties.Listener.Mode;
import io.github.paybell.spring.autoconfigure.PaybellProperties.Schema;
import io.github.paybell.wechat.WechatClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.metadata.DataSourcePoolMetadataProvider;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.transaction.PlatformTransactionManager;

/**
 * Paybell in a Spring Boot shop: an engine inside the shop's own database and transactions. Each
 * bean steps back where the shop has its own.
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration",
      "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration",
      "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
      "org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration"
    })
@ConditionalOnProperty(name = "paybell.enabled", havingValue = "true", matchIfMissing = true)
@EnableConfigurationProperties(PaybellProperties.class)
public final class PaybellAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  ShopDatabase paybellShopDatabase(
      ObjectProvider<DataSource> sources,
      ObjectProvider<PlatformTransactionManager> managers,
      ObjectProvider<DataSourcePoolMetadataProvider> pools) {
    var source =
        SingleBean.of(
            sources,
            "DataSource",
            "Add spring-boot-starter-jdbc (or -data-jpa), a driver, and spring.datasource.url.",
            any -> true);
    var bound = ShopDatabase.bound(source);
    return ShopDatabase.of(
        source,
        SingleBean.of(
            managers,
            "PlatformTransactionManager",
            "Add spring-boot-starter-jdbc (or -data-jpa), which make one for the DataSource.",
            manager -> Getter.of(manager, "getDataSource") == bound),
        pools.orderedStream().toList());
  }

  // After the shop's own migrations: its schema must be empty for those, not for ours.
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  Store paybellStore(ShopDatabase database, PaybellProperties properties, DataFolder folder) {
    return database.store(properties.schema() == Schema.MIGRATE, folder.knownStore());
  }

  @Bean
  @ConditionalOnMissingBean(WechatPay.class)
  WechatClient paybellWechatPay(PaybellProperties properties) {
    // WeChat Pay's own time is real, whatever clock the shop runs on.
    return new WechatClient(properties.wechat().uri(), Clock.systemUTC());
  }

  @Bean
  @ConditionalOnMissingBean
  NotifyUrls paybellNotifyUrls(PaybellProperties properties, ApplicationContext context) {
    return new NotifyUrls(
        properties.baseUrl(),
        ContextPath.of(context) + properties.endpoint().path(),
        "paybell.base-url",
        properties.wechat().isWechat());
  }

  @Bean
  Listeners paybellListeners(ObjectProvider<PaymentListener> beans, ShopDatabase database) {
    return new Listeners(beans, database.transactions()::flush);
  }

  @Bean
  BookOrders paybellBookOrders(
      ObjectProvider<OrderBook> book, ConfigurableListableBeanFactory beans) {
    BookOrders.requireOne(beans);
    return new BookOrders(book);
  }

  @Bean
  StartReport paybellStartReport(
      PaybellProperties properties,
      NotifyUrls urls,
      ApplicationContext context,
      Listeners listeners) {
    return new StartReport(
        properties, urls, ContextPath.of(context) + properties.endpoint().path(), listeners);
  }

  @Bean
  @Lazy
  DataFolder paybellDataFolder(PaybellProperties properties) {
    return DataFolder.of(properties);
  }

  // Closed by the lifecycle, before the web server stops.
  @Bean(destroyMethod = "")
  @ConditionalOnMissingBean
  Engine paybellEngine(
      PaybellProperties properties,
      DataFolder folder,
      Store store,
      ShopDatabase database,
      WechatPay wechat,
      NotifyUrls urls,
      Listeners listeners,
      BookOrders orders,
      StartReport report,
      ObjectProvider<MeterRegistry> meters,
      ConfigurableListableBeanFactory beans,
      ObjectProvider<Clock> clocks) {
    var clock = clocks.getIfUnique(Clock::systemUTC);
    boolean on = properties.listener().enabled();
    boolean together = properties.listener().mode() == Mode.TOGETHER;
    var threads = ListenerThreads.of(properties.listener(), database);
    var listening =
        on && !together
            ? ListenerSubscriber.of(
                listeners, properties, Overriding.mayTakeOthers(beans), threads.telling())
            : null;
    var delivery =
        Subscribers.open(properties.subscribers(), properties.delivery(), clock).options(listening);
    var options =
        new EngineOptions(
            folder.masterKey(properties.masterKey()),
            properties.accounts().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(account -> account.getValue().settings(account.getKey()))
                .toList(),
            InboxOptions.defaults(),
            properties.healing().options(),
            delivery,
            properties.retention().options(),
            new Embedding(
                on ? together ? listeners : TransactionListener.ALONE : new ListenersOff(),
                BookOrders.any(beans) ? orders : OrderSource.NONE,
                new ProcessingOptions(
                    properties.acknowledge(), threads.handling(), delivery.backoff()),
                on ? listeners : AnswerSource.NONE),
            urls,
            folder.path());
    Engine engine;
    try {
      engine =
          Engine.start(store, options, wechat, meters.getIfUnique(SimpleMeterRegistry::new), clock);
    } catch (InvalidAccountsException e) {
      throw AccountsProblem.of(e);
    }
    try {
      if (engine.accounts().all().isEmpty() && engine.accounts().someDoNotOpen()) {
        throw AccountsProblem.noneOpens();
      }
      report.check(engine);
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
    return engine;
  }

  @Bean
  @ConditionalOnMissingBean
  Paybell paybell(
      Engine engine,
      ShopDatabase database,
      NotifyUrls urls,
      PaybellProperties properties,
      Environment environment) {
    return new EnginePaybell(
        engine,
        new Expecting(database.transactions().bound(), engine.orders()),
        urls,
        new HandedOver(engine.inbox(), properties.endpoint().bound()),
        new EngineAccounts(engine, environment.getProperty("spring.application.name", "shop")),
        null);
  }

  @Bean
  UnpaidSweep paybellUnpaidSweep(Engine engine, BookOrders orders, ObjectProvider<Clock> clocks) {
    return new UnpaidSweep(engine, orders, clocks.getIfUnique(Clock::systemUTC));
  }

  @Bean
  @Lazy(false)
  EngineLifecycle paybellLifecycle(
      Engine engine,
      ApplicationContext context,
      StartReport report,
      UnpaidSweep unpaid,
      PaybellProperties properties) {
    return new EngineLifecycle(engine, context, report, unpaid, properties.healing().enabled());
  }
}
