package io.github.paybell.stacks.jdbc;

import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** JdbcClient and nothing else: what differs is the pool, the driver, or what stands before it. */
@SpringBootApplication
public class JdbcShop {}

@Component
record Warehouse(JdbcClient db) implements PaymentListener {
  @Override
  public void paymentSucceeded(PaymentEvent paid) {
    db.sql("insert into fulfilment (out_trade_no) values (?)").param(paid.outTradeNo()).update();
  }
}

@RestController
record Orders(JdbcClient db) {
  @GetMapping("/orders")
  List<String> all() {
    return db.sql("select out_trade_no from fulfilment").query(String.class).list();
  }
}
