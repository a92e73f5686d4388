package io.github.paybell.coffee;

import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.Payer;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.CookieValue;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the guest's page asks. */
@RestController
class ShopController {
  private static final Duration TIME_TO_PAY = Duration.ofMinutes(15);
  private static final Duration BROWSER_REMEMBERED = Duration.ofDays(365);

  private final CoffeeOrders orders;
  private final Paybell paybell;
  private final CoffeeSettings settings;
  private final Clock clock;

  ShopController(CoffeeOrders orders, Paybell paybell, CoffeeSettings settings, Clock clock) {
    this.orders = orders;
    this.paybell = paybell;
    this.settings = settings;
    this.clock = clock;
  }

  /** What a guest chooses. A price is not among it. */
  record Choice(Drink drink, Drink.Size size) {}

  record OnMenu(Drink drink, Map<Drink.Size, Long> prices) {}

  record Menu(List<OnMenu> drinks, String payScript, boolean demo) {}

  @GetMapping("/api/menu")
  Menu menu() {
    List<OnMenu> drinks =
        Stream.of(Drink.values())
            .map(
                drink ->
                    new OnMenu(
                        drink,
                        Stream.of(Drink.Size.values())
                            .collect(Collectors.toMap(size -> size, drink::price))))
            .toList();
    return new Menu(drinks, settings.payScript(), settings.demo());
  }

  @PostMapping("/api/orders")
  ResponseEntity<CoffeeOrder> order(
      @RequestBody Choice choice, @CookieValue(required = false) @Nullable String browser) {
    String known = browser == null ? UUID.randomUUID().toString() : browser;
    CoffeeOrder order = find(orders.create(known, choice.drink(), choice.size()));
    ResponseCookie cookie =
        ResponseCookie.from("browser", known)
            .path("/")
            .maxAge(BROWSER_REMEMBERED)
            .httpOnly(true)
            .sameSite("Lax")
            .build();
    return ResponseEntity.status(HttpStatus.CREATED)
        .header(HttpHeaders.SET_COOKIE, cookie.toString())
        .body(order);
  }

  /** Places the payment at WeChat Pay; what it answers opens the cashier. */
  @PostMapping("/api/orders/{id}/pay")
  Map<String, String> pay(@PathVariable String id) {
    CoffeeOrder order = find(id);
    String outTradeNo =
        orders
            .nextAttempt(id)
            .orElseThrow(() -> new ResponseStatusException(HttpStatus.CONFLICT, "paid already"));
    ExpectedOrder expected =
        ExpectedOrder.of(outTradeNo, order.price())
            .withReference(id)
            .withDescription(order.drink().description(order.size()))
            .withExpiresAt(clock.instant().plus(TIME_TO_PAY));
    return paybell.place(expected, Payer.jsapi(settings.openid())).payParams();
  }

  @GetMapping("/api/orders/{id}")
  CoffeeOrder find(@PathVariable String id) {
    return orders.find(id).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
  }

  @GetMapping("/api/orders")
  List<CoffeeOrder> mine(@CookieValue(required = false) @Nullable String browser) {
    return browser == null ? List.of() : orders.of(browser);
  }
}
