package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.CloudEvents;
import io.github.paybell.engine.delivery.cloudevents.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a well-meaning subscriber sees. */
class WebhookTest {
  private static final DeliveryResult DELIVERED = new DeliveryResult.Delivered(204);

  @Test
  @DisplayName("an event arrives as one POST with the headers of Standard Webhooks")
  void arrives() {
    var event = Events.of("cup-1", 3);
    var clock = Clock.fixed(Instant.parse("2026-01-05T01:30:12.9Z"), ZoneOffset.UTC);
    try (var receiver = Receiver.friendly();
        var webhook =
            new Webhook(
                Hooks.options(receiver.url("/hook/1?token=2"), Hooks.SHORT.multipliedBy(40), true),
                1,
                clock)) {
      assertThat(Tries.tell(webhook, event)).isEqualTo(DELIVERED);

      var got = receiver.requests.get(0);
      assertThat(got.line()).isEqualTo("POST /hook/1?token=2 HTTP/1.1");
      assertThat(got.body()).isEqualTo(CloudEvents.json(event));
      assertThat(got.header("content-type"))
          .isEqualTo("application/cloudevents+json; charset=utf-8");
      assertThat(got.header("user-agent")).isEqualTo("Paybell");
      assertThat(got.header("webhook-id")).isEqualTo(event.id().toString());
      assertThat(got.header("webhook-timestamp")).isEqualTo("1767576612");
      assertThat(got.header("webhook-signature")).matches("v1,[A-Za-z0-9+/]{43}=");
      assertThat(webhook.kind()).isEqualTo("webhook");
      assertThat(webhook.target()).isEqualTo("127.0.0.1:" + receiver.port() + "/hook/1");
    }
  }

  @Test
  @DisplayName("EVERY_EVENT: each attempt at an event carries the same id and the same bytes")
  void sameAtEachAttempt() {
    var event = Events.of("cup-1", 3);
    try (var receiver = new Receiver((request, wire) -> wire.answer("500 Broken"));
        var first = Hooks.to(receiver.url("/"));
        var second = Hooks.to(receiver.url("/"))) {
      Tries.tell(first, event);
      Tries.tell(first, event);
      Tries.tell(second, event);

      assertThat(receiver.requests)
          .hasSize(3)
          .allSatisfy(
              request -> {
                assertThat(request.header("webhook-id")).isEqualTo(event.id().toString());
                assertThat(request.body()).isEqualTo(receiver.requests.get(0).body());
              });
    }
  }

  @Test
  @DisplayName("connections are kept: one serves all events that are told one after the other")
  void oneConnection() {
    try (var receiver = Receiver.friendly();
        var webhook = Hooks.to(receiver.url("/"))) {
      for (var event : Hooks.events(50)) {
        assertThat(Tries.tell(webhook, event)).isEqualTo(DELIVERED);
      }

      assertThat(receiver.requests).hasSize(50);
      assertThat(receiver.connections).hasValue(1);
    }
  }

  @Test
  @DisplayName(
      "BOUNDED: as many requests are under way as the concurrency says, and telling never waits")
  void concurrency() throws InterruptedException {
    var arrived = new Semaphore(0);
    var release = new CountDownLatch(1);
    try (var receiver =
            new Receiver(
                (request, wire) -> {
                  arrived.release();
                  release.await();
                  wire.answer("204 No Content");
                });
        var webhook = Hooks.to(receiver.url("/"), 4, WebhookOptions.TIMEOUT)) {
      var told = Tries.begin(webhook, Hooks.events(40)); // returns though nobody answers

      arrived.acquire(4);
      assertThat(told).noneMatch(one -> one.isDone());
      assertThat(receiver.requests).hasSize(4);
      release.countDown();
      assertThat(told).allSatisfy(one -> assertThat(Tries.end(one)).isEqualTo(DELIVERED));
      assertThat(receiver.requests).hasSize(40);
      assertThat(receiver.connections).hasValue(4);
    }
  }

  @Test
  @DisplayName("a kept connection that the receiver had closed costs it no failed attempt")
  void staleConnection() {
    var answersOnce =
        new Receiver(
            (request, wire) -> {
              if (wire.number() == 1) {
                wire.answer("204 No Content");
              } else {
                wire.socket().close();
              }
            });
    try (answersOnce;
        var webhook = Hooks.to(answersOnce.url("/"))) {
      for (var event : Hooks.events(5)) {
        assertThat(Tries.tell(webhook, event)).isEqualTo(DELIVERED);
      }
      assertThat(answersOnce.connections).hasValue(5);
    }
  }

  @Test
  @DisplayName(
      "a receiver that restarts costs no event a failed attempt, with all kept connections dead")
  void restart() {
    var dead = new Semaphore(0);
    try (var receiver =
            new Receiver(
                (request, wire) -> {
                  if (wire.number() > 1 && dead.tryAcquire()) {
                    wire.socket().close();
                  } else {
                    wire.answer("204 No Content");
                  }
                });
        var webhook = Hooks.to(receiver.url("/"), 8, WebhookOptions.TIMEOUT)) {
      assertThat(Tries.tell(webhook, Hooks.events(100))).containsOnly(DELIVERED);
      dead.release(1);
      assertThat(Tries.tell(webhook, Hooks.events(100))).containsOnly(DELIVERED);
      assertThat(dead.availablePermits()).isZero();
    }
  }

  @Test
  @DisplayName("a host whose first address does not answer is told at its next one")
  void nextAddress() throws IOException {
    var nobody = InetAddress.getByName("127.0.0.2"); // the receiver listens at 127.0.0.1 only
    try (var receiver = Receiver.friendly();
        var webhook =
            new Webhook(
                Hooks.options(
                    URI.create("http://shop.example:" + receiver.port() + "/"),
                    WebhookOptions.TIMEOUT,
                    true),
                1,
                Clock.systemUTC(),
                Hooks.resolving(nobody, InetAddress.getByName("127.0.0.1")))) {
      assertThat(Tries.tell(webhook, Events.of("cup-1", 1))).isEqualTo(DELIVERED);
      assertThat(receiver.requests.get(0).header("host"))
          .isEqualTo("shop.example:" + receiver.port());
    }
  }

  @Test
  @DisplayName("closing ends what is under way, and what comes later is not lost without a word")
  void close() throws InterruptedException {
    var arrived = new Semaphore(0);
    var never = new CountDownLatch(1);
    try (var receiver =
        new Receiver(
            (request, wire) -> {
              arrived.release();
              never.await();
            })) {
      var webhook = Hooks.to(receiver.url("/"), 1, Duration.ofSeconds(60));
      var underWay = Tries.begin(webhook, Hooks.events(1)).get(0);
      arrived.acquire();

      webhook.close();

      assertThat(Tries.end(underWay)).isInstanceOf(DeliveryResult.Failed.class);
      assertThat(Tries.tell(webhook, Events.of("cup-1", 2)))
          .isEqualTo(new DeliveryResult.Failed(null, "stopping", null));
      never.countDown();
    }
  }
}
