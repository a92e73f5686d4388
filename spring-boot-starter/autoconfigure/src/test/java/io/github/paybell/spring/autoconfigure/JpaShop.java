package io.github.paybell.spring.autoconfigure;

import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Table;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.JdbcTemplateAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** A shop over JPA and its JpaTransactionManager, with a little JDBC beside it. */
@Configuration(proxyBeanMethods = false)
@EntityScan(basePackageClasses = JpaShop.class)
@ImportAutoConfiguration({
  TomcatServletWebServerAutoConfiguration.class,
  DispatcherServletAutoConfiguration.class,
  DataSourceAutoConfiguration.class,
  HibernateJpaAutoConfiguration.class,
  JdbcTemplateAutoConfiguration.class,
  TransactionAutoConfiguration.class,
  PaybellReactiveAutoConfiguration.class,
  PaybellAutoConfiguration.class,
  PaybellServletAutoConfiguration.class
})
class JpaShop {
  @Bean
  Shelving shelving(JdbcTemplate jdbc) {
    return new Shelving(jdbc);
  }

  /** A paid order that waits on a shelf. */
  @Entity
  @Table(name = "pickup")
  static class Pickup {
    @Id private String outTradeNo;
    private long shelf;

    protected Pickup() {}

    Pickup(String outTradeNo, long shelf) {
      this.outTradeNo = outTradeNo;
      this.shelf = shelf;
    }

    String outTradeNo() {
      return outTradeNo;
    }

    long shelf() {
      return shelf;
    }
  }

  static final class Shelving implements PaymentListener {
    final AtomicInteger calls = new AtomicInteger();
    private final JdbcTemplate jdbc;
    @PersistenceContext private EntityManager entities;

    Shelving(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
      jdbc.execute("create table shelf (id bigint primary key)");
      jdbc.execute(
          "create table pickup (out_trade_no varchar(32) primary key,"
              + " shelf bigint not null references shelf (id))");
      jdbc.execute("create table journal (line varchar(100) not null)");
    }

    @Override
    public void paymentSucceeded(PaymentEvent event) {
      calls.incrementAndGet();
      jdbc.update("insert into journal (line) values (?)", "paid " + event.outTradeNo());
      entities.persist(new Pickup(event.outTradeNo(), 7));
    }
  }
}
