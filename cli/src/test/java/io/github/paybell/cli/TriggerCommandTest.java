package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code paybell trigger}, against a shop that believes everything. */
class TriggerCommandTest {
  private final Locale before = Locale.getDefault();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer shop;

  @BeforeEach
  void open() throws IOException {
    Locale.setDefault(Locale.ENGLISH);
    shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    shop.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    shop.start();
  }

  @AfterEach
  void close() {
    shop.stop(0);
    Locale.setDefault(before);
  }

  private int trigger(String... args) {
    var all =
        Stream.concat(
            Stream.of("trigger", "--to", "http://127.0.0.1:" + shop.getAddress().getPort() + "/n"),
            Arrays.stream(args));
    return Main.run(
        all.toArray(String[]::new),
        Map.of("NO_COLOR", "1"),
        new PrintWriter(out, true),
        new PrintWriter(err, true));
  }

  @Test
  @DisplayName("A notification that is accepted is 0; the seed is said")
  void accepted() {
    assertThat(trigger("payment.succeeded", "--seed", "7")).isZero();
    assertThat(out.toString())
        .contains("seed 7")
        .contains("1  POST http://127.0.0.1:")
        .contains("SUCCESS  HTTP 204")
        .contains("The receiver did right (1 of 1)");
  }

  @Test
  @DisplayName("A forgery that is accepted is a hole, and 1")
  void hole() {
    assertThat(trigger("payment.succeeded", "--fault", "unsigned")).isEqualTo(1);
    assertThat(out.toString())
        .contains("unsigned")
        .contains("a hole: this one must be refused")
        .contains("The receiver did wrong (1 of 2 right)");
  }

  @Test
  @DisplayName("A fault may have parameters")
  void parameters() {
    assertThat(trigger("payment.succeeded", "--fault", "{\"fault\":\"duplicate\",\"copies\":3}"))
        .isZero();
    assertThat(requests).hasValue(4);
  }

  @Test
  @DisplayName("With --show requests are shown whole")
  void show() {
    assertThat(trigger("refund.succeeded", "--show")).isZero();
    assertThat(out.toString())
        .contains("> Wechatpay-Signature: ")
        .contains("\"event_type\":\"REFUND.SUCCESS\"");
  }

  @ParameterizedTest
  @CsvSource({
    "COMPLAINT.CREATE, '\"event_type\":\"COMPLAINT.CREATE\"'",
    "PAYSCORE.USER_PAID, '\"event_type\":\"PAYSCORE.USER_PAID\"'",
    "CONTRACT.ADD, <change_type><![CDATA[ADD]]></change_type>"
  })
  @DisplayName("A message of another product is sent once, signed, in the form of its API")
  void other(String eventType, String body) {
    assertThat(trigger("other", "--event-type", eventType, "--seed", "7", "--show"))
        .as(() -> out + "" + err)
        .isEqualTo(eventType.equals("CONTRACT.ADD") ? 1 : 0);
    assertThat(out.toString()).contains("seed 7").contains(body);
    assertThat(requests).hasValue(1);
  }

  @Test
  @DisplayName("The members of its resource can be set")
  void otherFields() {
    assertThat(
            trigger(
                "other",
                "--event-type",
                "COMPLAINT.CREATE",
                "--set",
                "complaint_id=200201820200101080076610000"))
        .isZero();
    assertThat(requests).hasValue(1);
  }

  @Test
  @DisplayName("Of another product a type must be named that there is; nothing is sent")
  void otherUsage() {
    for (var args :
        List.of(
            List.of("other"),
            List.of("other", "--event-type", "COMPLAINT.CREATED"),
            List.of("other", "--event-type", "COMPLAINT.CREATE", "--count", "5"),
            List.of("payment.succeeded", "--event-type", "COMPLAINT.CREATE"))) {
      assertThat(trigger(args.toArray(String[]::new))).as(args.toString()).isEqualTo(2);
    }
    assertThat(err.toString())
        .contains("no event_type \"COMPLAINT.CREATED\" for --event-type; there are ")
        .contains("COMPLAINT.CREATE")
        .contains("--event-type goes with the event \"other\"");
    assertThat(requests).hasValue(0);
  }

  @Test
  @DisplayName("Many are counted and measured")
  void many() {
    assertThat(trigger("payment.succeeded", "--count", "50", "--connections", "4")).isZero();
    assertThat(out.toString()).contains("50 sent in").contains("SUCCESS 50").contains("p99");
    assertThat(requests).hasValue(50);
  }

  @Test
  @DisplayName("What cannot be is 2 and says what there is; nothing is sent")
  void usage() {
    assertThat(trigger("payment.succeded")).isEqualTo(2);
    assertThat(err.toString()).contains("payment.succeeded, refund.succeeded");
    err.getBuffer().setLength(0);
    assertThat(trigger("payment.succeeded", "--set", "amount.totl=1")).isEqualTo(2);
    assertThat(err.toString()).contains("no field \"amount.totl\"; there are ");
    err.getBuffer().setLength(0);
    assertThat(trigger("payment.succeeded", "--fault", "lost")).isEqualTo(2);
    assertThat(err.toString()).contains("lost needs the simulator");
    err.getBuffer().setLength(0);
    assertThat(trigger("payment.succeeded", "--api", "v4")).isEqualTo(2);
    assertThat(trigger("payment.succeeded", "--count", "0")).isEqualTo(2);
    assertThat(trigger("refund.closed", "--count", "5")).isEqualTo(2);
    assertThat(
            trigger(
                "payment.succeeded", "--set", "amount.total=1", "--set", "amount.payer_total=2"))
        .isEqualTo(2);
    assertThat(err.toString()).contains("cannot be more");
    assertThat(requests).hasValue(0);
  }
}
