package io.github.paybell.spring.test;

import io.github.paybell.simulator.Simulator;
import javax.sql.DataSource;
import org.springframework.context.ApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes both sides as new: the next test may use the same order numbers. */
final class Forgetting {
  private static final ResourceDatabasePopulator RECORD =
      new ResourceDatabasePopulator(new ClassPathResource("forget.sql", Forgetting.class));

  private Forgetting() {}

  static void everything(ApplicationContext application) {
    // First: nothing may come in any more that would be remembered.
    application.getBean(Simulator.class).reset();
    var dataSource = application.getBean(DataSource.class);
    new TransactionTemplate(application.getBean(PlatformTransactionManager.class))
        .executeWithoutResult(status -> RECORD.execute(dataSource));
  }
}
