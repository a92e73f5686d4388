package io.github.paybell.server.admin;

import io.github.paybell.engine.delivery.Subscriber;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Subscribers: who is told. */
@RestController
@RequestMapping(path = "/api/v1/subscribers", produces = MediaType.APPLICATION_JSON_VALUE)
final class SubscriberController {
  private final List<Subscriber> subscribers;

  SubscriberController(List<Subscriber> subscribers) {
    this.subscribers = subscribers;
  }

  @GetMapping
  ListResponse<SubscriberResponse> list() {
    return new ListResponse<>(subscribers.stream().map(SubscriberResponse::of).toList(), null);
  }
}
