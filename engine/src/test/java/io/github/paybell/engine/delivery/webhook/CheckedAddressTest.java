package io.github.paybell.engine.delivery.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.paybell.engine.delivery.DeliveryResult;
import io.github.paybell.engine.delivery.Tries;
import io.github.paybell.engine.delivery.cloudevents.Events;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No request goes to an address that is not allowed, whatever a name server or a URL says. */
class CheckedAddressTest {
  /** Public by our rules, and of a range that is given to nobody: no host answers there. */
  private static final InetAddress PUBLIC = address("3000::10");

  private static final InetAddress LOOPBACK = address("127.0.0.1");

  @Test
  @DisplayName("a name that leads to a private address is not called, and the reason says so")
  void privateName() {
    try (var receiver = Receiver.friendly();
        var webhook = webhook(receiver, name -> List.of(LOOPBACK))) {
      assertThat(tell(webhook))
          .isEqualTo(
              new DeliveryResult.Failed(
                  null,
                  "127.0.0.1 is a loopback address and delivery.allow-private-addresses is false"
                      + " (shop.example)",
                  null));
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  @DisplayName("one private address among public ones is enough for a refusal")
  void oneOfMany() {
    var dns = new CheckedDns(name -> List.of(PUBLIC, LOOPBACK), new AddressRule(false, false));

    assertThatExceptionOfType(AddressRefusedException.class)
        .isThrownBy(() -> dns.lookup("shop.example"));
    try (var receiver = Receiver.friendly();
        var webhook = webhook(receiver, name -> List.of(PUBLIC, LOOPBACK))) {
      assertThat(reason(tell(webhook))).startsWith("127.0.0.1 is a loopback address");
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  @DisplayName("a name that turns from a public to a private address is never followed there")
  void rebinding() {
    var lookups = new ArrayList<String>();
    Dns rebinding =
        name -> {
          lookups.add(name);
          return List.of(lookups.size() == 1 ? PUBLIC : LOOPBACK);
        };
    try (var receiver = Receiver.friendly();
        var webhook = webhook(receiver, rebinding)) {
      var first = tell(webhook);
      var later = List.of(tell(webhook), tell(webhook));

      // at the public address nobody answers; what matters is that nobody else was asked instead
      assertThat(reason(first)).doesNotContain("loopback");
      assertThat(later).allSatisfy(told -> assertThat(reason(told)).contains("loopback"));
      assertThat(lookups).as("one look for one connection").hasSize(3);
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  @DisplayName("http does not go to a public address, also where private ones are allowed")
  void plainToPublic() {
    var options = Hooks.options(URI.create("http://shop.example/"), Hooks.SHORT, true);
    try (var webhook =
        new Webhook(options, 1, Clock.systemUTC(), Hooks.resolving(LOOPBACK, PUBLIC))) {
      assertThat(reason(tell(webhook)))
          .contains("3000:0:0:0:0:0:0:10 is a public address", "use https");
    }
  }

  @ParameterizedTest
  @DisplayName("an address in the URL is checked in each of its spellings, also without a resolver")
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f.0.0.1",
        "0x7f000001",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "[::127.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[2002:7f00:1::]",
        "localhost"
      })
  void literals(String host) throws IOException {
    var rule = new AddressRule(false, false);
    var client =
        new OkHttpClient.Builder()
            .dns(new CheckedDns(Dns.SYSTEM, rule))
            .socketFactory(new CheckedSockets(rule))
            .build();
    try (var receiver = Receiver.friendly()) {
      var request = new Request.Builder().url("http://" + host + ":" + receiver.port() + "/");

      assertThatExceptionOfType(IOException.class)
          .isThrownBy(() -> client.newCall(request.build()).execute().close());
      assertThat(receiver.connections).hasValue(0);
    }
  }

  @Test
  @DisplayName("the last gate is the socket itself")
  void socket() throws IOException {
    try (Socket socket = new CheckedSockets(new AddressRule(false, false)).createSocket()) {
      assertThatExceptionOfType(AddressRefusedException.class)
          .isThrownBy(() -> socket.connect(new InetSocketAddress(LOOPBACK, 1)));
      assertThatExceptionOfType(AddressRefusedException.class)
          .isThrownBy(() -> socket.connect(InetSocketAddress.createUnresolved("localhost", 1)));
    }
  }

  private static Webhook webhook(Receiver receiver, Dns dns) {
    var url = URI.create("https://shop.example:" + receiver.port() + "/");
    return new Webhook(
        Hooks.options(url, Hooks.SHORT, false),
        1,
        Clock.systemUTC(),
        new OkHttpClient.Builder().dns(dns).build());
  }

  private static DeliveryResult tell(Webhook webhook) {
    return Tries.tell(webhook, Events.of("cup-1", 1));
  }

  private static String reason(DeliveryResult told) {
    return ((DeliveryResult.Failed) told).reason();
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
