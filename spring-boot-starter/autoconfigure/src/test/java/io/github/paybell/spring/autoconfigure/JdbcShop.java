package io.github.paybell.spring.autoconfigure;

import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** A shop over JdbcTemplate: what is fulfilled is a row of {@code fulfilment}. */
@Configuration(proxyBeanMethods = false)
@Import(PlainShop.class)
class JdbcShop {
  static final String TABLE =
      "create table fulfilment (id varchar(40) primary key, out_trade_no varchar(32) not null)";

  /** Writes a row, then does what the test wants. */
  static final class Fulfilling implements PaymentListener {
    final List<PaymentEvent> told = new CopyOnWriteArrayList<>();
    volatile Consumer<PaymentEvent> then = event -> {};
    private final JdbcTemplate jdbc;

    Fulfilling(JdbcTemplate jdbc) {
      this.jdbc = jdbc;
      jdbc.execute(TABLE.replace("create table", "create table if not exists"));
    }

    @Override
    public void paymentSucceeded(PaymentEvent event) {
      told.add(event);
      jdbc.update(
          "insert into fulfilment (id, out_trade_no) values (?, ?)",
          event.id().toString(),
          event.outTradeNo());
      then.accept(event);
    }
  }

  @Bean
  Fulfilling fulfilling(JdbcTemplate jdbc) {
    return new Fulfilling(jdbc);
  }
}
