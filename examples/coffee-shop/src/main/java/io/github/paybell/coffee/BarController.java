package io.github.paybell.coffee;

import io.github.paybell.spring.Paybell;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.server.ResponseStatusException;

/** What the barista's page asks. A real shop puts its staff login before it. */
@Controller
class BarController {
  private final CoffeeOrders orders;
  private final Paybell paybell;

  BarController(CoffeeOrders orders, Paybell paybell) {
    this.orders = orders;
    this.paybell = paybell;
  }

  @GetMapping("/bar")
  String page() {
    return "forward:/bar.html";
  }

  @GetMapping("/api/bar/orders")
  @ResponseBody
  List<CoffeeOrder> paid() {
    return orders.paid();
  }

  /** Gives the money back. Pressed twice it is still one refund: its number follows the order. */
  @PostMapping("/api/bar/orders/{id}/refund")
  @ResponseBody
  CoffeeOrder refund(@PathVariable String id) {
    CoffeeOrder order = find(id);
    @Nullable String paidBy = order.paidBy();
    if (paidBy == null) {
      throw new ResponseStatusException(HttpStatus.CONFLICT, "not paid");
    }
    paybell.refund(paidBy, "R-" + id, order.price(), "退款 " + order.number() + " 号");
    orders.refunding(id);
    return find(id);
  }

  private CoffeeOrder find(String id) {
    return orders.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }
}
