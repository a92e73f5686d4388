package io.github.paybell.stacks.dynamic;

import com.baomidou.dynamic.datasource.annotation.DS;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Two databases: orders in the first, what is sold in the second. */
@SpringBootApplication
public class DynamicShop {}

@Component
record Warehouse(JdbcClient db) implements PaymentListener {
  @Override
  public void paymentSucceeded(PaymentEvent paid) {
    db.sql("insert into fulfilment (out_trade_no) values (?)").param(paid.outTradeNo()).update();
  }
}

@Service
class Catalogue {
  private final JdbcClient db;

  Catalogue(JdbcClient db) {
    this.db = db;
  }

  @DS("slave")
  public List<String> teas() {
    return db.sql("select name from tea").query(String.class).list();
  }
}

@RestController
record Pages(Catalogue catalogue) {
  @GetMapping("/teas")
  List<String> teas() {
    return catalogue.teas();
  }
}
