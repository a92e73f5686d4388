package io.github.paybell.simulator.messenger;

import io.github.paybell.protocol.v3.ApiV3Key;
import io.github.paybell.protocol.v3.V3Envelope;
import io.github.paybell.protocol.v3.V3Headers;
import io.github.paybell.protocol.v3.V3NotificationWriter;
import io.github.paybell.protocol.v3.V3Pem;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.wire.Probe;
import io.github.paybell.simulator.wire.V3Words;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes v3 notifications, good ones and others. Immutable and thread-safe. */
final class V3Writer {
  private static final ApiV3Key OTHER_KEY = ApiV3Key.of("AnotherApiV3KeyNobodyKnows000000");
  private static final String UNKNOWN_SERIAL = "7E57C0DE0000000000000000000000000000FFFF";

  private final Dice dice;
  private final Merchants merchants;

  V3Writer(Dice dice, Merchants merchants) {
    this.dice = dice;
    this.merchants = merchants;
  }

  /** Whether a fault can act on v3. */
  static boolean canActOn(FaultKind kind) {
    return kind.onV3();
  }

  HttpLetter write(
      Letter letter, Content.V3 content, Merchant merchant, Rules rules, PlannedAttempt attempt) {
    byte[] signed = body(letter, content, merchant, attempt);
    V3Headers headers = headers(letter, merchant, attempt, signed);
    List<Map.Entry<String, String>> all = new ArrayList<>();
    all.add(Map.entry("Accept", "*/*"));
    all.add(Map.entry("Connection", "Keep-Alive"));
    all.add(Map.entry("Content-Type", "application/json"));
    all.add(Map.entry("Pragma", "no-cache"));
    all.add(Map.entry("User-Agent", rules.userAgent()));
    headers.asMap().forEach((name, value) -> all.add(Map.entry(name, value)));
    return new HttpLetter(letter.notifyUrl(), all, damaged(signed, content, attempt));
  }

  private byte[] body(
      Letter letter, Content.V3 content, Merchant merchant, PlannedAttempt attempt) {
    Map<String, String> unknown = new LinkedHashMap<>();
    String plaintext = content.plaintext();
    if (attempt.has(FaultKind.UNKNOWN_FIELDS)) {
      unknown.put("new_member", "{\"nested\":[1,\"二\",null]}");
      unknown.put("resource.new_member", "\"新\"");
      plaintext =
          plaintext.substring(0, plaintext.length() - 1) + ",\"new_member\":{\"list\":[true]}}";
    }
    attempt
        .find(Fault.Huge.class)
        .ifPresent(huge -> unknown.put("padding", "\"" + "x".repeat(huge.bytes()) + "\""));
    V3Envelope envelope =
        new V3Envelope(
            letter.id(),
            V3Words.time(letter.createdAt()),
            letter.eventType(),
            "encrypt-resource",
            content.summary(),
            content.originalType(),
            unknown);
    boolean otherKey = attempt.has(FaultKind.WRONG_API_V3_KEY);
    ApiV3Key key = otherKey ? OTHER_KEY : merchant.v3();
    // What is encrypted with one nonce must be one thing: each variation has its own.
    String nonce = dice.alphanumeric(12, "resource", letter.id(), otherKey, plaintext);
    return V3NotificationWriter.body(envelope, plaintext, key, nonce, content.originalType());
  }

  private V3Headers headers(Letter letter, Merchant merchant, PlannedAttempt attempt, byte[] body) {
    Instant at =
        attempt
            .find(Fault.Stale.class)
            .map(stale -> attempt.realTime().minus(stale.by()))
            .orElse(attempt.realTime());
    V3Headers headers =
        signer(letter, merchant, attempt)
            .headers(
                body,
                at,
                dice.alphanumeric(32, "nonce", letter.id(), attempt.number()),
                requestId(letter, attempt));
    String signature = headers.signature();
    if (attempt.has(FaultKind.PROBE)) {
      signature = Probe.signature(dice, "probe", letter.id(), attempt.number());
    }
    if (attempt.has(FaultKind.UNSIGNED)) {
      signature = null;
    }
    return new V3Headers(
        headers.timestamp(),
        headers.nonce(),
        signature,
        attempt.has(FaultKind.WRONG_SERIAL) ? UNKNOWN_SERIAL : headers.serial(),
        headers.signatureType(),
        headers.requestId());
  }

  private V3Signer signer(Letter letter, Merchant merchant, PlannedAttempt attempt) {
    if (attempt.has(FaultKind.WRONG_KEY)) {
      // The one key whose private half others have too: the merchant's own.
      return V3Signer.of(
          V3Pem.privateKey(merchant.merchantPrivateKey()), merchants.certificate().serial());
    }
    if (attempt.has(FaultKind.ROTATED_CERTIFICATE)) {
      return merchants.nextCertificate().signer();
    }
    boolean publicKey =
        attempt
            .find(Fault.GreyKeys.class)
            .map(grey -> dice.fraction("grey", letter.id(), attempt.number()) < grey.share())
            .orElse(merchant.callbackKey() == Merchant.CallbackKey.PUBLIC_KEY);
    return publicKey ? merchant.publicKey().signer() : merchants.certificate().signer();
  }

  private String requestId(Letter letter, PlannedAttempt attempt) {
    // The shape of captured ones: digits, then an internal code.
    return "08"
        + dice.hex(26, "request", letter.id(), attempt.number()).toUpperCase(Locale.ROOT)
        + "-0";
  }

  /** What an attacker on the way makes of the signed body. */
  private static byte[] damaged(byte[] signed, Content.V3 content, PlannedAttempt attempt) {
    String text = new String(signed, StandardCharsets.UTF_8);
    if (attempt.has(FaultKind.TAMPERED_AMOUNT)) {
      // The amount is encrypted: without the key one can only put another plaintext in its place.
      return text.replaceFirst("\"ciphertext\":\"....", "\"ciphertext\":\"AAAA")
          .getBytes(StandardCharsets.UTF_8);
    }
    if (attempt.has(FaultKind.REPEATED_ELEMENT)) {
      return text.replaceFirst("\\{", "{\"id\":\"" + content.originalType() + "-again\",")
          .getBytes(StandardCharsets.UTF_8);
    }
    return attempt
        .find(Fault.OtherEncoding.class)
        .map(it -> text.getBytes(it.charset()))
        .orElse(signed);
  }
}
