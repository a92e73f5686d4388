package io.github.paybell.coffee;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Table {@code coffee_order}. */
@Repository
class CoffeeOrders {
  private final JdbcClient db;
  private final Clock clock;

  CoffeeOrders(JdbcClient db, Clock clock) {
    this.db = db;
    this.clock = clock;
  }

  String create(String browser, Drink drink, Drink.Size size) {
    // Short, because out_trade_no is made of it and has 32 characters at most.
    String id = UUID.randomUUID().toString().replace("-", "").substring(0, 24);
    db.sql(
            """
            insert into coffee_order (id, browser, drink, size, price, state, attempts, ordered_at)
            values (?, ?, ?, ?, ?, 'OPEN', 0, ?)""")
        .params(id, browser, drink.name(), size.name(), drink.price(size), clock.millis())
        .update();
    return id;
  }

  /**
   * The next attempt to pay an order: a guest who cancelled may pay again, two phones may pay at
   * once. All attempts share the order's id as their reference, so only one of them fulfils it.
   *
   * @return its {@code out_trade_no}; empty if there is nothing to be paid
   */
  @Transactional
  public Optional<String> nextAttempt(String id) {
    int open =
        db.sql("update coffee_order set attempts = attempts + 1 where id = ? and state = 'OPEN'")
            .param(id)
            .update();
    return open == 0 ? Optional.empty() : find(id).map(order -> id + "-" + order.attempts());
  }

  /**
   * Called in the transaction that marks the payment, so the number is given once or not at all.
   */
  void paid(String id, String outTradeNo, Instant at) {
    int changed =
        db.sql(
                """
                update coffee_order set state = 'PAID', paid_by = ?, paid_at = ?,
                  number = (select coalesce(max(number), 41) + 1 from coffee_order)
                where id = ? and state = 'OPEN'""")
            .params(outTradeNo, at.toEpochMilli(), id)
            .update();
    if (changed == 0) {
      throw new IllegalStateException("no open coffee order " + id + " to be paid");
    }
  }

  void paidTwice(String id) {
    db.sql("update coffee_order set second_payment = 'COMING_BACK' where id = ?")
        .param(id)
        .update();
  }

  /** The money is back: of the order itself, or of its second payment. */
  void refunded(String id, String outTradeNo) {
    db.sql(
            """
            update coffee_order set
              state = case when paid_by = :paid then 'REFUNDED' else state end,
              second_payment = case when paid_by = :paid then second_payment else 'RETURNED' end
            where id = :id""")
        .param("paid", outTradeNo)
        .param("id", id)
        .update();
  }

  void refunding(String id) {
    db.sql("update coffee_order set state = 'REFUNDING' where id = ? and state = 'PAID'")
        .param(id)
        .update();
  }

  Optional<CoffeeOrder> find(String id) {
    return db.sql("select * from coffee_order where id = ?")
        .param(id)
        .query(CoffeeOrder.class)
        .optional();
  }

  List<CoffeeOrder> of(String browser) {
    return db.sql("select * from coffee_order where browser = ? order by ordered_at desc limit 50")
        .param(browser)
        .query(CoffeeOrder.class)
        .list();
  }

  List<CoffeeOrder> paid() {
    return db.sql("select * from coffee_order where number > 0 order by number desc limit 50")
        .query(CoffeeOrder.class)
        .list();
  }
}
