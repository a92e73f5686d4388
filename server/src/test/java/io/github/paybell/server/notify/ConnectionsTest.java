package io.github.paybell.server.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.server.notify.Connections.Connection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** BOUNDED: who loses the place, and who never does. */
class ConnectionsTest {
  private static final long SECOND = 1_000_000_000L;

  private final Connections connections =
      new Connections(
          new Limits(
              4,
              2,
              Limits.DEFAULT.firstRequest(),
              Limits.DEFAULT.keepAlive(),
              Limits.DEFAULT.bodyPause(),
              Limits.DEFAULT.body(),
              Limits.DEFAULT.bodies(),
              Limits.DEFAULT.answer()));
  private final List<String> closed = new ArrayList<>();
  private long now;

  private Connection open(String name, String origin) {
    return connections.open(origin, () -> closed.add(name), ++now);
  }

  @Test
  @DisplayName("The one that has brought no notification for longest makes room")
  void longest() {
    var a = open("a", "1");
    open("b", "2");
    var c = open("c", "3");
    open("d", "4");
    a.asks(++now);
    a.notifies();
    a.waitsForUs();
    a.rests(++now);
    c.asks(++now);
    c.notifies();

    open("e", "5");
    open("f", "6");
    open("g", "7");

    assertThat(closed).containsExactly("b", "d", "a");
  }

  @Test
  @DisplayName("Who asks for other things keeps no place by it, before a sender not yet read")
  void health() {
    var asks = List.of(open("a", "1"), open("b", "2"), open("c", "3"));
    open("not yet read", "4");
    for (var connection : asks) {
      connection.asks(++now);
      connection.rests(++now);
    }

    open("e", "5");
    open("f", "6");
    open("g", "7");

    assertThat(closed).containsExactly("a", "b", "c");
  }

  @Test
  @DisplayName("Who is owed an answer keeps the place; when all are, the newcomer has none")
  void owed() {
    for (var origin : List.of("1", "2", "3", "4")) {
      var connection = open(origin, origin);
      connection.asks(++now);
      connection.waitsForUs();
    }

    assertThat(open("e", "5")).isNull();
    assertThat(closed).isEmpty();
  }

  @Test
  @DisplayName("One address takes places from itself only; a trusted proxy is not counted")
  void address() {
    open("other", "2");
    open("a", "1");
    open("b", "1");
    open("c", "1");
    open("d", "1");
    assertThat(closed).containsExactly("a", "b");

    open("proxy", null);
    open("proxy too", null);
    assertThat(closed).containsExactly("a", "b", "other");
  }

  @Test
  @DisplayName("Who left makes room, once; who lost the place is heard no more")
  void left() {
    var a = open("a", "1");
    open("b", "1");
    a.left();
    a.left();
    open("c", "1");
    assertThat(closed).isEmpty();

    var d = open("d", "1");
    open("e", "1");
    open("f", "1");
    assertThat(closed).containsExactly("b", "c", "d");
    assertThat(d.asks(++now)).isFalse();
  }

  @Test
  @DisplayName(
      "Who never asked may rest for 10 s, who was served for 75 s, who asks has other bounds")
  void overstaying() {
    open("new", "1");
    open("served", "2").rests(now);
    open("asking", "3").asks(now);

    connections.sweep(now + 11 * SECOND);
    assertThat(closed).containsExactly("new");
    connections.sweep(now + 76 * SECOND);
    assertThat(closed).contains("served").doesNotContain("asking");
  }

  @Test
  @DisplayName("Of IPv6 a whole network of 64 bits counts as one address")
  void networks() {
    var proxies = TrustedProxies.of(List.of("10.0.0.0/8"));

    assertThat(proxies.origin("192.0.2.7")).isEqualTo("192.0.2.7");
    assertThat(proxies.origin("10.1.2.3")).isNull();
    assertThat(proxies.origin("2001:db8:0:1::7"))
        .isEqualTo(proxies.origin("2001:db8:0:1:ffff:0:0:1"))
        .isNotEqualTo(proxies.origin("2001:db8:0:2::7"));
  }
}
