package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.Events;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a subscriber does, an attempt ends in time with a reason that a person understands. */
class MisbehavingReceiverTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-05T01:30:12Z"), ZoneOffset.UTC);
  private static final String FILLER = "x".repeat(1000);

  /** Ways not to answer; {@code reason} has HOST for the receiver. */
  enum Misdeed {
    CUTS((request, wire) -> wire.socket().close(), "HOST cut the connection before it answered"),
    RESETS(
        (request, wire) -> {
          wire.socket().setSoLinger(true, 0);
          wire.socket().close();
        },
        "HOST cut the connection before it answered"),
    SAYS_HALF(
        (request, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\ncontent-le");
          wire.socket().close();
        },
        "HOST cut the connection before it answered"),
    SAYS_NOTHING((request, wire) -> hang(wire), "no answer from HOST in 250 ms"),
    STOPS_IN_HEADERS(
        (request, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\nx: y\r\n");
          hang(wire);
        },
        "no answer from HOST in 250 ms"),
    DRIPS(
        (request, wire) -> {
          wire.write("HTTP/1.1 200 OK\r\n");
          while (true) {
            wire.write("x: y\r\n");
            pause(wire, 20);
          }
        },
        "no answer from HOST in 250 ms"),
    SPEAKS_NO_HTTP(
        (request, wire) -> {
          wire.write("220 mail.example ESMTP\r\n");
          hang(wire);
        },
        "HOST answered with what is not HTTP");

    private final Receiver.Script script;
    private final String reason;

    Misdeed(Receiver.Script script, String reason) {
      this.script = script;
      this.reason = reason;
    }
  }

  @Test
  @DisplayName("BOUNDED: 100 Continue without end is a failed attempt, and no fault of ours")
  void goesOnAndOn() {
    Receiver.Script script =
        (request, wire) -> {
          while (true) {
            wire.write("HTTP/1.1 100 Continue\r\n\r\n");
            pause(wire, 20);
          }
        };
    try (var receiver = new Receiver(script)) {
      assertThat(tell(receiver)).isEqualTo(new DeliveryResult.Failed(100, "answered 100", null));
    }
  }

  @ParameterizedTest
  @DisplayName("no answer is a failed attempt with a reason, within the time-out")
  @EnumSource
  void misdeeds(Misdeed misdeed) {
    try (var receiver = new Receiver(misdeed.script)) {
      var told = tell(receiver);

      var host = "127.0.0.1:" + receiver.port();
      assertThat(told)
          .isEqualTo(new DeliveryResult.Failed(null, misdeed.reason.replace("HOST", host), null));
      assertThat(receiver.requests).hasSize(1);
    }
  }

  @Test
  @DisplayName("BOUNDED: headers without end are cut off, not collected")
  void endlessHeaders() {
    try (var receiver =
        new Receiver(
            (request, wire) -> {
              wire.write("HTTP/1.1 200 OK\r\n");
              while (true) {
                wire.write("x: " + FILLER + "\r\n");
              }
            })) {
      assertThat(tell(receiver)).isInstanceOf(DeliveryResult.Failed.class);
    }
  }

  @ParameterizedTest
  @DisplayName("BOUNDED: a body without end is cut off after 4 KiB; the status was said already")
  @ValueSource(strings = {"transfer-encoding: chunked", "content-length: 9999999999", "x: y"})
  void endlessBody(String header) throws InterruptedException {
    var cut = new CountDownLatch(1);
    try (var receiver =
        new Receiver(
            (request, wire) -> {
              wire.write("HTTP/1.1 200 OK\r\n" + header + "\r\n\r\n");
              try {
                while (true) {
                  wire.write("3e8\r\n" + FILLER + "\r\n");
                }
              } catch (IOException e) {
                cut.countDown();
              }
            })) {
      assertThat(tell(receiver)).isEqualTo(new DeliveryResult.Delivered(200));
      assertThat(cut.await(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  @DisplayName("204 is delivered, though it must not have a body and has one")
  void bodyOf204() {
    try (var receiver =
        new Receiver(
            (request, wire) ->
                wire.write("HTTP/1.1 204 No Content\r\ncontent-length: 2\r\n\r\nok"))) {
      assertThat(tell(receiver)).isEqualTo(new DeliveryResult.Delivered(204));
    }
  }

  @Test
  @DisplayName("a body that is cut, or drips beyond the time-out, changes nothing about the status")
  void bodyCut() {
    try (var cut =
            new Receiver(
                (request, wire) -> {
                  wire.write("HTTP/1.1 202 Accepted\r\ncontent-length: 10\r\n\r\nhalf");
                  wire.socket().close();
                });
        var drip =
            new Receiver(
                (request, wire) -> {
                  wire.write("HTTP/1.1 500 Broken\r\ncontent-length: 10\r\n\r\nhalf");
                  hang(wire);
                })) {
      assertThat(tell(cut)).isEqualTo(new DeliveryResult.Delivered(202));
      assertThat(tell(drip)).isEqualTo(new DeliveryResult.Failed(500, "answered 500", null));
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @DisplayName("only 2xx is delivered; Retry-After counts with any other status, 410 is for good")
  @CsvSource({
    "200 OK, , delivered, ",
    "201 Created, , delivered, ",
    "299 Whatever, retry-after: 5, delivered, ",
    "304 Not Modified, , failed, ",
    "400 Bad Request, , failed, ",
    "401 Unauthorized, www-authenticate: Basic, failed, ",
    "404 Not Found, , failed, ",
    "407 Proxy Authentication Required, proxy-authenticate: Basic, failed, ",
    "408 Request Timeout, , failed, ",
    "410 Gone, retry-after: 5, refused, ",
    "421 Misdirected Request, , failed, ",
    "429 Too Many Requests, retry-after: 120, failed, PT2M",
    "429 Too Many Requests, 'retry-after: Mon, 05 Jan 2026 01:31:12 GMT', failed, PT1M",
    "429 Too Many Requests, retry-after: tomorrow, failed, ",
    "500 Broken, , failed, ",
    "503 Service Unavailable, retry-after: 0, failed, PT0S",
    "503 Service Unavailable, 'retry-after: Sun, 04 Jan 2026 01:31:12 GMT', failed, PT0S"
  })
  void statuses(
      String status, @Nullable String header, String outcome, @Nullable Duration retryAfter) {
    try (var receiver =
        new Receiver(
            (request, wire) -> {
              if (header == null) {
                wire.answer(status);
              } else {
                wire.answer(status, header);
              }
            })) {
      int code = Integer.parseInt(status.substring(0, 3));
      DeliveryResult expected =
          switch (outcome) {
            case "delivered" -> new DeliveryResult.Delivered(code);
            case "refused" -> new DeliveryResult.Refused(code, "receiver answered 410 Gone");
            default -> new DeliveryResult.Failed(code, "answered " + code, retryAfter);
          };

      assertThat(tell(receiver)).isEqualTo(expected);
      assertThat(receiver.requests).as("asked once, whatever it says").hasSize(1);
    }
  }

  @ParameterizedTest
  @DisplayName("a redirect is not followed; the reason says where it pointed, without its query")
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void redirect(int status) {
    try (var elsewhere = Receiver.friendly();
        var receiver =
            new Receiver(
                (request, wire) ->
                    wire.answer(
                        status + " Moved",
                        "location: "
                            + elsewhere
                                .url("/login?secret=sesame")
                                .toString()
                                .replace("//", "//me:sesame@")))) {
      assertThat(tell(receiver))
          .isEqualTo(
              new DeliveryResult.Failed(
                  status,
                  "answered "
                      + status
                      + " and points to "
                      + elsewhere.url("/login")
                      + "; not followed",
                  null));
      assertThat(elsewhere.connections).hasValue(0);
    }
  }

  @Test
  @DisplayName("a reason fits, however long the place is that a redirect points to")
  void longRedirect() {
    try (var receiver =
        new Receiver((request, wire) -> wire.answer("302 Found", "location: /" + FILLER))) {
      var told = (DeliveryResult.Failed) tell(receiver);

      assertThat(told.reason()).hasSizeLessThanOrEqualTo(256).startsWith("answered 302");
    }
  }

  @Test
  @DisplayName("nobody there is said as such")
  void refused() {
    var receiver = Receiver.friendly();
    receiver.close();

    assertThat(tell(receiver))
        .isEqualTo(
            new DeliveryResult.Failed(
                null, "connection refused by 127.0.0.1:" + receiver.port(), null));
  }

  @Test
  @DisplayName("a name that is not known is said as such")
  void unknown() {
    try (var webhook = Hooks.to(URI.create("https://shop.invalid/"))) {
      assertThat(Tries.tell(webhook, Events.of("cup-1", 1)))
          .isEqualTo(new DeliveryResult.Failed(null, "cannot resolve shop.invalid", null));
    }
  }

  private static DeliveryResult tell(Receiver receiver) {
    var options = Hooks.options(receiver.url("/hook"), Hooks.SHORT, true);
    try (var webhook = new Webhook(options, 1, CLOCK)) {
      return Tries.tell(webhook, Events.of("cup-1", 1));
    }
  }

  /** Until the other side goes away. */
  private static void hang(Receiver.Wire wire) throws IOException {
    while (wire.socket().getInputStream().read() != -1) {
      // nothing more is expected
    }
  }

  private static void pause(Receiver.Wire wire, int milliseconds) throws IOException {
    wire.socket().setSoTimeout(milliseconds);
    try {
      wire.socket().getInputStream().read();
    } catch (SocketTimeoutException e) {
      // that is the pause
    }
  }
}
