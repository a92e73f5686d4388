package io.github.paybell.spring.test.shop;

import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.Payer;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Sells coffee for 18 yuan. */
@SpringBootApplication
class CoffeeShop {
  @Component
  record Counter(Paybell paybell, JdbcClient db) {
    void order(String outTradeNo) {
      order("main", outTradeNo);
    }

    void order(String account, String outTradeNo) {
      paybell
          .account(account)
          .place(ExpectedOrder.of(outTradeNo, 1800).withDescription("Flat white"), Payer.code());
    }

    List<String> coffees() {
      return db.sql("select out_trade_no from coffee").query(String.class).list();
    }

    void clear() {
      db.sql("delete from coffee").update();
    }
  }

  @Component
  static final class Kitchen implements PaymentListener {
    /** How many of the next calls fail after they have written. */
    final AtomicInteger failures = new AtomicInteger();

    private final JdbcClient db;

    Kitchen(JdbcClient db) {
      this.db = db;
    }

    @Override
    public void paymentSucceeded(PaymentEvent paid) {
      db.sql("insert into coffee (out_trade_no, fen) values (?, ?)")
          .params(paid.outTradeNo(), paid.total())
          .update();
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the machine is out of beans");
      }
    }
  }
}
