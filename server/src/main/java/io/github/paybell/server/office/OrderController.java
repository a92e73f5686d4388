package io.github.paybell.server.office;

import io.github.paybell.engine.Engine;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Orders: what payments are expected, and what became of them. */
@RestController
@RequestMapping(
    path = "/api/v1/accounts/{account}/orders/{out_trade_no}",
    produces = MediaType.APPLICATION_JSON_VALUE)
final class OrderController {
  private final Supplier<Engine> engine;

  OrderController(Supplier<Engine> engine) {
    this.engine = engine;
  }

  @PutMapping
  ResponseEntity<OrderAnswer> register(
      @PathVariable("account") String account,
      @PathVariable("out_trade_no") String outTradeNo,
      @RequestBody OrderRequest request) {
    requireAccount(account);
    return engine
        .get()
        .orders()
        .register(account, request.order(outTradeNo))
        .match(
            created ->
                ResponseEntity.status(HttpStatus.CREATED).body(OrderAnswer.of(created.order())),
            same -> ResponseEntity.ok(OrderAnswer.of(same.order())),
            differs -> {
              throw OfficeError.conflict(
                      "order-differs",
                      "The order is registered with other data",
                      "Order "
                          + outTradeNo
                          + " was registered before with another "
                          + differs.field()
                          + "; nothing was changed.")
                  .with("field", differs.field());
            });
  }

  @GetMapping
  OrderAnswer find(
      @PathVariable("account") String account, @PathVariable("out_trade_no") String outTradeNo) {
    requireAccount(account);
    return engine
        .get()
        .orders()
        .find(account, outTradeNo)
        .map(OrderAnswer::of)
        .orElseThrow(() -> OfficeError.unknown("order", outTradeNo));
  }

  private void requireAccount(String account) {
    if (engine.get().accounts().byName(account) == null) {
      throw OfficeError.unknown("account", account);
    }
  }
}
