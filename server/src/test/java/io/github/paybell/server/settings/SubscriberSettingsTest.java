package io.github.paybell.server.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.delivery.DeliveryOptions;
import io.github.paybell.engine.ledger.EventType;
import io.github.paybell.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is under {@code delivery} and {@code subscribers}. */
class SubscriberSettingsTest {
  private static final String SECRET = "whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
  private static final String OLD_SECRET = "whsec_ZmVkY2JhOTg3NjU0MzIxMGZlZGNiYTk4NzY1NDMyMTA=";

  @TempDir Path folder;

  private PaybellSettings read(String yaml, Map<String, String> environment) {
    try {
      var file = Files.writeString(folder.resolve("paybell.yml"), yaml);
      return new SettingsSource(file, Map.of(), environment).read().settings();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private PaybellSettings read(String yaml) {
    return read(yaml, Map.of());
  }

  @Test
  @DisplayName("Without a word about it nobody is told, by the standard schedule")
  void defaults() {
    var settings = new SettingsSource(null, Map.of(), Map.of()).read().settings();

    assertThat(settings.subscribers()).isEmpty();
    assertThat(settings.delivery().options(List.of())).isEqualTo(DeliveryOptions.of(List.of()));
    assertThat(settings.delivery().attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(settings.delivery().allowPrivateAddresses()).isFalse();
  }

  @Test
  @DisplayName("The subscribers of the design are read key by key")
  void wholeFile() throws IOException {
    var password = Files.writeString(folder.resolve("jaas"), "a login module\n");
    var settings =
        read(
            """
            paybell:
              delivery: { backoff: [200ms, 2m, 24h], retention: 7d, timeout: 3s, allow-private-addresses: true }
              subscribers:
                fulfilment:
                  url: https://shop.internal/paybell
                  secret: %s
                  previous-secret: %s
                  events: [payment.*, refund.succeeded]
                  concurrency: 4
                  per-second: 50
                order-desk:
                  kafka:
                    bootstrap-servers: broker1:9092, broker2:9092
                    topic: payments
                    properties:
                      security.protocol: SASL_SSL
                      sasl:
                        mechanism: PLAIN
                        jaas.config: file:%s
                  events: ["*"]
            """
                .formatted(SECRET, OLD_SECRET, password));

    assertThat(settings.delivery().options(List.of()))
        .isEqualTo(
            new DeliveryOptions(
                List.of(),
                List.of(Duration.ofMillis(200), Duration.ofMinutes(2), Duration.ofHours(24)),
                Duration.ofDays(7)));
    assertThat(settings.delivery().attemptTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(settings.delivery().allowPrivateAddresses()).isTrue();
    assertThat(settings.subscribers()).containsOnlyKeys("fulfilment", "order-desk");

    var webhook = settings.subscribers().get("fulfilment");
    assertThat(webhook.url()).isEqualTo("https://shop.internal/paybell");
    assertThat(webhook.secrets("fulfilment")).hasSize(2);
    assertThat(webhook.types().types())
        .containsExactlyInAnyOrder(
            EventType.PAYMENT_SUCCEEDED,
            EventType.PAYMENT_LATE,
            EventType.PAYMENT_DUPLICATE,
            EventType.PAYMENT_DISPUTED,
            EventType.REFUND_SUCCEEDED);
    assertThat(webhook.concurrency()).isEqualTo(4);
    assertThat(webhook.perSecond()).isEqualTo(50);

    var kafka = settings.subscribers().get("order-desk");
    assertThat(kafka.kafka().topic()).isEqualTo("payments");
    assertThat(kafka.producer("order-desk"))
        .isEqualTo(
            Map.of(
                "bootstrap.servers", "broker1:9092,broker2:9092",
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "a login module"));
    assertThat(kafka.types().types()).containsExactly(EventType.values());
    assertThat(kafka.types().wechat()).isEmpty();
    assertThat(kafka.concurrency()).isEqualTo(1_000);
    assertThat(kafka.perSecond()).isZero();
    assertThat(settings.toString()).doesNotContain("whsec_").doesNotContain("login module");
  }

  @Test
  @DisplayName("A subscriber works by environment alone, and a variable wins over the file")
  void environment() {
    var environment =
        Map.of(
            "PAYBELL_DELIVERY_BACKOFF", "1s,2s",
            "PAYBELL_DELIVERY_ALLOW_PRIVATE_ADDRESSES", "true",
            "PAYBELL_SUBSCRIBERS_SHOP_URL", "https://shop.example.com/paybell",
            "PAYBELL_SUBSCRIBERS_SHOP_SECRET", SECRET,
            "PAYBELL_SUBSCRIBERS_SHOP_PREVIOUS_SECRET", OLD_SECRET,
            "PAYBELL_SUBSCRIBERS_SHOP_EVENTS", "payment.*,order.closed",
            "PAYBELL_SUBSCRIBERS_LEDGER_KAFKA_BOOTSTRAP_SERVERS", "broker:9092",
            "PAYBELL_SUBSCRIBERS_LEDGER_KAFKA_TOPIC", "payments",
            "PAYBELL_SUBSCRIBERS_LEDGER_KAFKA_PROPERTIES_SECURITY_PROTOCOL", "SSL");
    var file =
        """
        paybell:
          subscribers:
            shop: { concurrency: 3, events: [refund.*] }
        """;

    var settings = read(file, environment);

    assertThat(settings.delivery().options(List.of()).backoff())
        .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
    assertThat(settings.delivery().allowPrivateAddresses()).isTrue();
    assertThat(settings.subscribers()).containsOnlyKeys("shop", "ledger");
    var shop = settings.subscribers().get("shop");
    assertThat(shop.secrets("shop")).hasSize(2);
    assertThat(shop.events()).containsExactly("payment.*", "order.closed");
    assertThat(shop.concurrency()).isEqualTo(3);
    assertThat(settings.subscribers().get("ledger").producer("ledger"))
        .isEqualTo(Map.of("bootstrap.servers", "broker:9092", "security.protocol", "SSL"));
  }

  @Test
  @DisplayName("Names that a variable cannot tell apart are refused instead of told twice")
  void dashes() {
    var file = "paybell: { subscribers: { order-desk: { url: 'https://desk.example.com' } } }";

    assertThatThrownBy(() -> read(file, Map.of("PAYBELL_SUBSCRIBERS_ORDERDESK_SECRET", SECRET)))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("subscribers.order-desk and paybell.subscribers.orderdesk")
        .hasMessageContaining("set it in the file");
  }

  @Test
  @DisplayName("A secret may stand in a file; the error about one that is none names the key")
  void secretFiles() throws IOException {
    var secret = Files.writeString(folder.resolve("secret"), SECRET + "\n");
    var none = Files.writeString(folder.resolve("none"), "sesame");
    var yaml =
        "paybell: { subscribers: { shop: { url: 'https://shop.example.com', secret: 'file:%s' } }"
            + " }";

    assertThat(read(yaml.formatted(secret)).subscribers().get("shop").secrets("shop")).hasSize(1);
    var wrong = read(yaml.formatted(none)).subscribers().get("shop");
    assertThatThrownBy(() -> wrong.secrets("shop"))
        .hasMessageContaining("subscribers.shop.secret")
        .hasMessageNotContaining("sesame");
    var missing = read(yaml.formatted(folder.resolve("missing"))).subscribers().get("shop");
    assertThatThrownBy(() -> missing.secrets("shop"))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("paybell.subscribers.shop.secret: cannot read file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "subscribers: { s: { ulr: 'https://x.example' } } | paybell.subscribers.s.ulr is not a"
            + " setting | paybell.subscribers.s.url",
        "subscribers: { My_Shop: { url: 'https://x.example' } } | paybell.subscribers.My_Shop: | 1"
            + " to 32 of a-z, 0-9 and -",
        "subscribers: { s: 'https://x.example' } | paybell.subscribers.s holds keys | url, secret",
        "subscribers: { s: { events: ['*'] } } | paybell.subscribers.s has neither url nor kafka |"
            + " bootstrap-servers",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, kafka: { topic: t } } } |"
            + " paybell.subscribers.s has both url and kafka | webhook",
        "subscribers: { s: { url: 'https://x.example' } } | paybell.subscribers.s.secret is missing"
            + " | echo whsec_",
        "subscribers: { s: { url: 'https://x.example', secret: sesame } } |"
            + " paybell.subscribers.s.secret: | whsec_",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, previous-secret: sesame } }"
            + " | paybell.subscribers.s.previous-secret: | whsec_",
        "subscribers: { s: { url: 'shop.internal/sesame', secret: SECRET } } |"
            + " paybell.subscribers.s.url must be an address | https://",
        "subscribers: { s: { url: 'ftp://x.example/sesame', secret: SECRET } } |"
            + " paybell.subscribers.s.url must be an address | https://",
        "subscribers: { s: { url: 'https://x.example/ sesame', secret: SECRET } } |"
            + " paybell.subscribers.s.url is not an address | Illegal character",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, events: [payments] } } |"
            + " paybell.subscribers.s.events: no event is named 'payments' | payment.succeeded",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, events:"
            + " ['wechat.COMPLAINT.*'] } } | paybell.subscribers.s.events: 'wechat.COMPLAINT.*' is"
            + " no event of another product | wechat.COMPLAINT.CREATE",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, events: ['shop.*'] } } |"
            + " paybell.subscribers.s.events: no event is named 'shop.*' | payment.succeeded",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, concurrency: 0 } } |"
            + " paybell.subscribers.s.concurrency must be 1 to 10000 | was 0",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, concurrency: many } } |"
            + " paybell.subscribers.s.concurrency: many is not a whole number | line 1",
        "subscribers: { s: { url: 'https://x.example', secret: SECRET, per-second: -1 } } |"
            + " paybell.subscribers.s.per-second must be 0 | was -1",
        "subscribers: { s: { kafka: { topic: t } } } |"
            + " paybell.subscribers.s.kafka.bootstrap-servers is missing | broker1:9092",
        "subscribers: { s: { kafka: { bootstrap-servers: 'b:9092' } } } |"
            + " paybell.subscribers.s.kafka.topic is missing | topic",
        "subscribers: { s: { kafka: { bootstrap-servers: 'b:9092', topic: t, acks: 0 } } } |"
            + " paybell.subscribers.s.kafka.acks is not a setting | nearest",
        "subscribers: { s: { secret: SECRET, kafka: { bootstrap-servers: 'b:9092', topic: t } } } |"
            + " paybell.subscribers.s.secret is for a webhook | kafka.properties",
        "delivery: { backof: [5s] } | paybell.delivery.backof is not a setting |"
            + " paybell.delivery.backoff",
        "delivery: { backoff: [5s, 30] } | paybell.delivery.backoff must be a whole number and a"
            + " unit | 30",
        "delivery: { retention: 30m } | paybell.delivery.retention must be at least 1h | PT30M",
        "delivery: { timeout: 10 } | paybell.delivery.timeout must be a whole number and a unit |"
            + " 10",
        "delivery: { timeout: 31s } | paybell.delivery.timeout must be at most 30s | 31s",
        "delivery: { allow-private-addresses: maybe } | paybell.delivery.allow-private-addresses:"
            + " maybe is not a boolean | line 1",
      })
  @DisplayName("SILENT_SECRETS: what cannot be is one sentence that names the key and no secret")
  void mistakes(String yaml, String said, String hint) {
    var text = "paybell: { " + yaml.replace("SECRET", "'" + SECRET + "'") + " }";
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(said)
        .hasMessageContaining(hint)
        .hasMessageNotContaining("\n")
        .hasMessageNotContaining("sesame")
        .hasMessageNotContaining(SECRET);
  }

  @Test
  @DisplayName("A variable that is nearly a setting of delivery is warned of")
  void mistypedVariable() {
    var read = new SettingsSource(null, Map.of(), Map.of("PAYBELL_DELIVERY_BACKOF", "1s")).read();

    assertThat(read.warnings())
        .containsExactly(
            "PAYBELL_DELIVERY_BACKOF is not a setting; did you mean PAYBELL_DELIVERY_BACKOFF?");
  }
}
