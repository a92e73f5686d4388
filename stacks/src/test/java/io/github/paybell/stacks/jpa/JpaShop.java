package io.github.paybell.stacks.jpa;

import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import java.util.List;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Spring Data JPA, with Hibernate making the table and the keys. */
@SpringBootApplication
public class JpaShop {}

@Entity
class Fulfilment {
  // Without a strategy Hibernate takes these numbers from a table, over a connection of its own.
  @Id @GeneratedValue private Long id;
  private String outTradeNo;

  protected Fulfilment() {}

  Fulfilment(String outTradeNo) {
    this.outTradeNo = outTradeNo;
  }

  String outTradeNo() {
    return outTradeNo;
  }
}

interface Fulfilments extends JpaRepository<Fulfilment, Long> {}

@Component
record Warehouse(Fulfilments fulfilments) implements PaymentListener {
  @Override
  public void paymentSucceeded(PaymentEvent paid) {
    fulfilments.save(new Fulfilment(paid.outTradeNo()));
  }
}

@RestController
record Orders(Fulfilments fulfilments) {
  @GetMapping("/orders")
  List<String> all() {
    return fulfilments.findAll().stream().map(Fulfilment::outTradeNo).toList();
  }
}
