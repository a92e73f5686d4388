package io.github.paybell.simulator.messenger;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Form;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Rules;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes v2 notifications, good ones and others. Immutable and thread-safe. */
final class V2Writer {
  private static final V2Key FOREIGN = V2Key.of("ForeignKeyNobodyKnows00000000000");

  /** Ten to the ninth times three characters, for a parser that expands entities. */
  private static final String BOMB =
      "<!DOCTYPE xml [<!ENTITY a \"lol\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c"
          + " \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d"
          + " \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\"><!ENTITY e"
          + " \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f"
          + " \"&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;\"><!ENTITY g"
          + " \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h"
          + " \"&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;\"><!ENTITY i"
          + " \"&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;\">]>\n";

  private final Dice dice;

  V2Writer(Dice dice) {
    this.dice = dice;
  }

  /** Whether a fault can act on this content. */
  static boolean canActOn(Content content, FaultKind kind) {
    if (kind == FaultKind.RECUT) {
      return content instanceof Content.V2Payment payment && Recut.canCut(payment.fields());
    }
    // A v2 refund has no signature that could be missing.
    return kind.onV2() && !(content instanceof Content.V2Refund && kind == FaultKind.UNSIGNED);
  }

  HttpLetter write(
      Letter letter,
      Content.V2Payment payment,
      Merchant merchant,
      Rules rules,
      PlannedAttempt attempt) {
    Map<String, String> fields = new LinkedHashMap<>(payment.fields());
    fields.put("nonce_str", nonce(letter, rules, attempt));
    if (echoes(rules, payment.signType())) {
      fields.put("sign_type", payment.signType().wireName());
    }
    addUnknown(fields, attempt);
    V2Key key = attempt.has(FaultKind.WRONG_KEY) ? FOREIGN : merchant.v2();
    Map<String, String> signed =
        new LinkedHashMap<>(V2Messages.signed(fields, payment.signType(), key));
    if (attempt.has(FaultKind.TAMPERED_AMOUNT)) {
      signed.computeIfPresent("total_fee", (name, fee) -> Long.toString(Long.parseLong(fee) + 100));
    }
    if (attempt.has(FaultKind.UNSIGNED)) {
      signed.remove("sign");
    }
    if (attempt.has(FaultKind.RECUT)) {
      signed = Recut.of(signed);
    }
    String xml = new String(V2Messages.payment(signed, form(attempt)), StandardCharsets.UTF_8);
    if (attempt.has(FaultKind.REPEATED_ELEMENT)) {
      // First, so that the signature holds for a reader that lets the last one win.
      xml = xml.replaceFirst("<xml>", "<xml><total_fee>1</total_fee>\n");
    }
    return letter(letter, rules, attempt, xml);
  }

  HttpLetter write(
      Letter letter,
      Content.V2Refund refund,
      Merchant merchant,
      Rules rules,
      PlannedAttempt attempt) {
    SortedMap<String, String> inner = new TreeMap<>(refund.inner());
    addUnknown(inner, attempt);
    String reqInfo =
        V2Messages.encryptRefundInfo(
            V2Messages.refundInfo(inner),
            attempt.has(FaultKind.WRONG_KEY) ? FOREIGN : merchant.v2());
    if (attempt.has(FaultKind.TAMPERED_AMOUNT)) {
      // Without the key it can only be damaged.
      char last = reqInfo.charAt(40) == 'A' ? 'B' : 'A';
      reqInfo = reqInfo.substring(0, 40) + last + reqInfo.substring(41);
    }
    Map<String, String> outer = new LinkedHashMap<>(refund.outer());
    outer.put("nonce_str", nonce(letter, rules, attempt));
    addPadding(outer, attempt);
    String xml;
    if (attempt.has(FaultKind.ENTITIES)) {
      Map<String, String> all = new LinkedHashMap<>();
      all.put("return_code", "SUCCESS");
      all.putAll(outer);
      all.put("req_info", reqInfo);
      xml = new String(V2Messages.payment(all, form(attempt)), StandardCharsets.UTF_8);
    } else {
      xml = new String(V2Messages.refund(outer, reqInfo), StandardCharsets.UTF_8);
    }
    if (attempt.has(FaultKind.REPEATED_ELEMENT)) {
      xml = xml.replaceFirst("<xml>", "<xml><req_info>AAAA</req_info>");
    }
    return letter(letter, rules, attempt, xml);
  }

  private String nonce(Letter letter, Rules rules, PlannedAttempt attempt) {
    return rules.resignRetries()
        ? dice.hex(32, "nonce_str", letter.id(), attempt.number())
        : dice.hex(32, "nonce_str", letter.id());
  }

  private static boolean echoes(Rules rules, SignType signType) {
    return switch (rules.signTypeEcho()) {
      case NEVER -> false;
      case HMAC_ONLY -> signType == SignType.HMAC_SHA256;
      case ALWAYS -> true;
    };
  }

  private static void addUnknown(Map<String, String> fields, PlannedAttempt attempt) {
    if (attempt.has(FaultKind.UNKNOWN_FIELDS)) {
      fields.put("new_field", "新字段 & <more>");
      fields.put("new_field_10", "10");
      fields.put("new_field_2", "0");
      fields.put("new_empty_field", "");
    }
    addPadding(fields, attempt);
  }

  private static void addPadding(Map<String, String> fields, PlannedAttempt attempt) {
    attempt
        .find(Fault.Huge.class)
        .ifPresent(huge -> fields.put("padding", "x".repeat(huge.bytes())));
  }

  private static V2Form form(PlannedAttempt attempt) {
    return attempt.has(FaultKind.ENTITIES)
        ? new V2Form(V2Form.Values.ENTITIES, V2Form.Order.SORTED, false)
        : V2Form.captured();
  }

  private static HttpLetter letter(Letter letter, Rules rules, PlannedAttempt attempt, String xml) {
    String text = xml;
    if (attempt.has(FaultKind.DOCTYPE)) {
      text = BOMB + xml.replaceFirst("</xml>", "<bomb>&i;</bomb>\n</xml>");
    }
    byte[] body =
        attempt
            .find(Fault.OtherEncoding.class)
            .map(it -> declared(it, xml))
            .orElse(text.getBytes(StandardCharsets.UTF_8));
    // As captured, all of them.
    return new HttpLetter(
        letter.notifyUrl(),
        List.of(
            Map.entry("Accept", "*/*"),
            Map.entry("Connection", "Keep-Alive"),
            Map.entry("Content-Type", "text/xml"),
            Map.entry("Pragma", "no-cache"),
            Map.entry("User-Agent", rules.userAgent())),
        body);
  }

  private static byte[] declared(Fault.OtherEncoding encoding, String xml) {
    String name = encoding.charset().name();
    return ("<?xml version=\"1.0\" encoding=\"" + name + "\"?>\n" + xml)
        .getBytes(encoding.charset());
  }
}
