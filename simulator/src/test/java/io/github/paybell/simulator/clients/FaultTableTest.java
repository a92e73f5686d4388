package io.github.paybell.simulator.clients;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.binarywang.wxpay.bean.notify.WxPayOrderNotifyResult;
import com.github.binarywang.wxpay.exception.WxSignTestException;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.FaultKind.On;
import io.github.paybell.simulator.fault.FaultKind.Right;
import io.github.paybell.simulator.messenger.BeforeAnswer;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.messenger.TakenAs;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformTradeState;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.aggregator.ArgumentsAccessor;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the clients do with each fault, asserted cell by cell, their holes included.
 *
 * <p>{@code accepts} and {@code refuses} are right, or left to the receiver. With an exclamation
 * mark the client does the opposite of what a sound receiver does; a line above the row says why.
 * {@code own!} accepts what was signed with the key that it knows and refuses the rest. {@code -}:
 * nothing of the kind reaches it.
 */
class FaultTableTest {
  // One column for each Peer, in the order of that enum.
  private static final String TABLE =
      """
      #                  |official|official|official|WxJava  |WxJava  |WxJava  |WxJava  |WxJava
      #                  |certs   |pub key |both    |certs   |pub key |v2 MD5  |v2 HMAC |v2 refd
      lost               |-       |-       |-       |-       |-       |-       |-       |-
      delayed            |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      duplicate          |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      parallel-duplicate |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      before-answer      |accepts |accepts |accepts |accepts |accepts |accepts |accepts |-
      reordered          |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      replayed           |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      tampered-amount    |refuses |refuses |refuses |refuses |refuses |refuses |refuses |refuses
      unsigned           |refuses |refuses |refuses |refuses |refuses |refuses |refuses |-
      wrong-key          |refuses |refuses |refuses |refuses |refuses |refuses |refuses |refuses
      # With one public key configured, WxJava does not look at Wechatpay-Serial.
      wrong-serial       |refuses |refuses |refuses |refuses |accepts!|-       |-       |-
      probe              |refuses |refuses |refuses |refuses |refuses |-       |-       |-
      # Neither client checks how old Wechatpay-Timestamp is.
      stale              |accepts!|accepts!|accepts!|accepts!|accepts!|-       |-       |-
      doctype            |-       |-       |-       |-       |-       |refuses |refuses |refuses
      # WxJava lets the last one win, everywhere; see repeatedAmount below.
      repeated-element   |refuses |refuses |refuses |refuses |refuses |accepts!|accepts!|refuses
      # These payments have neither an attach that can be cut nor a device_info.
      recut              |-       |-       |-       |-       |-       |-       |-       |-
      # The text was read as UTF-8, as shops do; a refund's has no character beyond ASCII outside.
      other-encoding     |refuses |refuses |refuses |refuses |refuses |refuses |refuses |accepts
      entities           |-       |-       |-       |-       |-       |accepts |accepts |accepts
      unknown-fields     |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      chunked            |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      slow               |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      huge               |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      wrong-content-type |accepts |accepts |accepts |accepts |accepts |accepts |accepts |accepts
      # Who was given one kind of key cannot take the other.
      grey-keys          |own!    |own!    |accepts |own!    |own!    |-       |-       |-
      # A merchant with nothing but the public key is never sent these.
      rotated-certificate|accepts |refuses!|accepts |accepts |refuses!|-       |-       |-
      wrong-api-v3-key   |refuses |refuses |refuses |refuses |refuses |-       |-       |-
      platform-down      |-       |-       |-       |-       |-       |-       |-       |-
      platform-slow      |-       |-       |-       |-       |-       |-       |-       |-
      probe-answers      |-       |-       |-       |-       |-       |-       |-       |-
      """;

  private static final List<String> SALES = List.of("SALE-A", "SALE-B", "SALE-C");
  private static final Map<Peer, Receiver.Parser> PARSERS = new EnumMap<>(Peer.class);
  private static Simulator wechat;
  private static Receiver receiver;

  @BeforeAll
  static void start() throws Exception {
    wechat = Simulator.start(SimulatorOptions.forTests().withMerchants(Shops.ALL));
    receiver = Receiver.with(delivery -> "accepted");
    for (Peer peer : Peer.values()) {
      PARSERS.put(peer, peer.parser(wechat.url()));
    }
  }

  @AfterAll
  static void stop() {
    receiver.close();
    wechat.close();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', textBlock = TABLE)
  @DisplayName("Each client does with each fault what the table says")
  void table(ArgumentsAccessor row) {
    FaultKind kind = FaultKind.named(row.getString(0)).orElseThrow();
    for (Peer peer : Peer.values()) {
      assertCell(peer, kind, row.getString(1 + peer.ordinal()));
    }
  }

  @Test
  @DisplayName("The table has a row for each fault")
  void complete() {
    var rows = TABLE.lines().filter(line -> !line.startsWith("#"));

    assertThat(rows.map(row -> row.replaceFirst(" *[|].*", "")))
        .containsExactlyElementsOf(Stream.of(FaultKind.values()).map(FaultKind::wireName).toList());
  }

  @Test
  @DisplayName("Of two amounts WxJava takes the last, to verify it and to tell the shop")
  void repeatedAmount() {
    wechat.reset();
    receiver.use(PARSERS.get(Peer.WXJAVA_V2));
    wechat.strike(Fault.of(FaultKind.REPEATED_ELEMENT));

    sell(Peer.WXJAVA_V2, Peer.WXJAVA_V2.terms("SALE-A", receiver).key());
    wechat.settle();

    assertThat(receiver.understood())
        .extracting(it -> ((WxPayOrderNotifyResult) it).getTotalFee())
        .containsExactly(8800, 8800);
  }

  @Test
  @DisplayName("WxJava tells a probe from a forgery")
  void probe() {
    messages(Peer.WXJAVA_PUBLIC_KEY, FaultKind.PROBE);

    assertThat(receiver.refused())
        .hasSameSizeAs(SALES)
        .hasOnlyElementsOfType(WxSignTestException.class);
  }

  @Test
  @DisplayName("Who downloaded the certificates before the rotation refuses the new one")
  void downloadedTooEarly() {
    var early = new WechatpayJava(wechat.url(), Shops.CERTIFICATE).certificates();
    wechat.reset();
    receiver.use(WechatpayJava.parser(early, Object.class));
    wechat.strike(Fault.of(FaultKind.ROTATED_CERTIFICATE));
    wechat.platform().place(Sale.v3(Shops.CERTIFICATE, "SALE-A", receiver.v3()));

    wechat.pay("SALE-A");
    wechat.advance(Duration.ofDays(3));

    assertThat(wechat.messenger().messages())
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.state()).isEqualTo(Message.State.EXHAUSTED);
              assertThat(message.attempts()).hasSize(16);
            });
  }

  private static void assertCell(Peer peer, FaultKind kind, String cell) {
    List<Message> messages = messages(peer, kind);
    List<MessageAttempt> struck = messages.stream().flatMap(it -> struck(it, kind)).toList();

    switch (cell) {
      case "accepts" -> assertTaken(struck, peer, kind, true, Right.ACCEPT, Right.EITHER);
      case "refuses" -> assertTaken(struck, peer, kind, false, Right.REFUSE, Right.EITHER);
      case "accepts!" -> assertTaken(struck, peer, kind, true, Right.REFUSE);
      case "refuses!" -> assertTaken(struck, peer, kind, false, Right.ACCEPT);
      case "own!" -> assertOwnKeyOnly(struck, peer);
      case "-" -> assertUntouched(messages, struck, peer, kind);
      default -> throw new IllegalArgumentException(cell);
    }
    assertGenuineArrives(messages, peer, kind, cell);
  }

  private static void assertTaken(
      List<MessageAttempt> struck, Peer peer, FaultKind kind, boolean accepted, Right... rights) {
    assertThat(struck)
        .as("%s and %s", peer, kind)
        .hasSizeGreaterThanOrEqualTo(SALES.size())
        .allSatisfy(
            attempt -> {
              assertThat(attempt.right()).isIn((Object[]) rights);
              assertThat(attempt.takenAs())
                  .as("%s and %s, %s", peer, kind, attempt.why())
                  .isEqualTo(accepted ? TakenAs.SUCCESS : TakenAs.FAIL);
            });
  }

  private static void assertOwnKeyOnly(List<MessageAttempt> struck, Peer peer) {
    boolean publicKey = peer.shop() == Shops.PUBLIC_KEY;
    assertThat(struck)
        .allSatisfy(
            attempt -> {
              assertThat(attempt.right()).isEqualTo(Right.ACCEPT);
              assertThat(attempt.takenAs() == TakenAs.SUCCESS)
                  .as("%s and %s", peer, attempt.requestHeaders())
                  .isEqualTo(isSignedByPublicKey(attempt) == publicKey);
            })
        .extracting(MessageAttempt::takenAs)
        .contains(TakenAs.SUCCESS, TakenAs.FAIL);
  }

  private static boolean isSignedByPublicKey(MessageAttempt attempt) {
    return attempt.requestHeaders().stream()
        .anyMatch(
            it ->
                it.getKey().equals("Wechatpay-Serial") && it.getValue().startsWith("PUB_KEY_ID_"));
  }

  /** Nothing of the kind was sent, and where the fault cannot act on the message, that is noted. */
  private static void assertUntouched(
      List<Message> messages, List<MessageAttempt> struck, Peer peer, FaultKind kind) {
    assertThat(struck).as("%s and %s", peer, kind).isEmpty();
    if (kind.on() != On.ANSWER && kind.on() != On.ORDER && kind != FaultKind.LOST) {
      assertThat(messages)
          .allSatisfy(
              message ->
                  assertThat(message.notes())
                      .as("%s and %s", peer, kind)
                      .singleElement()
                      .asString()
                      .startsWith(kind.wireName()));
    }
  }

  /** Whatever goes wrong before, the genuine notification is accepted where it can be. */
  private static void assertGenuineArrives(
      List<Message> messages, Peer peer, FaultKind kind, String cell) {
    Message.State end =
        kind == FaultKind.LOST
            ? Message.State.LOST
            : cell.equals("refuses!") ? Message.State.EXHAUSTED : Message.State.DELIVERED;
    assertThat(messages).as("%s and %s", peer, kind).hasSameSizeAs(SALES);
    assertThat(messages).extracting(Message::state).as("%s and %s", peer, kind).containsOnly(end);
    assertThat(messages.stream().flatMap(it -> it.attempts().stream()))
        .filteredOn(attempt -> attempt.fault() == null)
        .extracting(MessageAttempt::takenAs)
        .as("%s and %s: attempts with nothing wrong", peer, kind)
        .allMatch(TakenAs.SUCCESS::equals);
  }

  /** What is sent to this client about three sales under this fault, until nothing more comes. */
  private static List<Message> messages(Peer peer, FaultKind kind) {
    wechat.reset();
    List<PlatformOrderKey> keys = SALES.stream().map(it -> peer.terms(it, receiver).key()).toList();
    if (peer.isOfRefunds()) {
      receiver.use(delivery -> "paid");
      keys.forEach(key -> sell(peer, key));
      wechat.settle();
    }
    receiver.use(PARSERS.get(peer));
    wechat.strike(fault(kind));
    keys.forEach(key -> happen(peer, key));
    // Then the last retry is over, and what is replayed a day later, too.
    wechat.advance(Duration.ofDays(3));
    return wechat.messenger().messages().stream()
        .filter(it -> (it.outRefundNo() != null) == peer.isOfRefunds())
        .toList();
  }

  private static void happen(Peer peer, PlatformOrderKey key) {
    if (peer.isOfRefunds()) {
      wechat.platform().refund(Sale.refund(Api.V2, key, receiver.v2()));
    } else {
      sell(peer, key);
    }
  }

  private static void sell(Peer peer, PlatformOrderKey key) {
    new BeforeAnswer(wechat.platform(), wechat.messenger(), wechat.faults())
        .place(peer.terms(key.outTradeNo(), receiver));
    if (wechat.platform().order(key).tradeState() == PlatformTradeState.NOTPAY) {
      wechat.pay(key, Paying.PLAIN);
    }
  }

  private static Fault fault(FaultKind kind) {
    // Three seconds of real time are more than a test needs.
    return kind == FaultKind.SLOW ? new Fault.Slow(Duration.ofMillis(100)) : Fault.of(kind);
  }

  /** The attempts to which the fault made a difference. */
  private static Stream<MessageAttempt> struck(Message message, FaultKind kind) {
    return switch (kind) {
      // When the attempts are made is their whole effect.
      case DELAYED, REORDERED -> message.attempts().stream();
      case BEFORE_ANSWER ->
          message.outRefundNo() == null ? message.attempts().stream() : Stream.of();
      default -> message.attempts().stream().filter(attempt -> attempt.fault() == kind);
    };
  }
}
