package io.github.paybell.coffee.demo;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the drawer asks. */
@RestController
@RequestMapping("/demo")
@ConditionalOnProperty("coffee.demo")
class DemoController {
  private static final Set<String> FAULTS =
      Set.of("", "lost", "tampered-amount", "parallel-duplicate");

  private final SimulatedWechat wechat;
  private final Story story;

  DemoController(SimulatedWechat wechat, Story story) {
    this.wechat = wechat;
    this.story = story;
  }

  /**
   * What goes wrong from now on.
   *
   * @param fault empty: nothing
   */
  record Wish(String fault) {}

  /** A cashier that another phone has open. */
  record SecondPhone(String prepayId) {}

  @PutMapping("/fault")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void fault(@RequestBody Wish wish) {
    if (!FAULTS.contains(wish.fault())) {
      throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "no such wish");
    }
    wechat.strike(wish.fault());
  }

  @PostMapping("/second-phone")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void pay(@RequestBody SecondPhone phone) {
    wechat.pay(phone.prepayId());
  }

  @GetMapping("/story")
  List<Story.Line> story(@RequestParam("out_trade_no") List<String> attempts) {
    return attempts.stream()
        .map(story::of)
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Story.Line::at))
        .toList();
  }
}
