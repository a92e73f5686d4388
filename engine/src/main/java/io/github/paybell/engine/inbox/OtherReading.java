package io.github.paybell.engine.inbox;

import io.github.paybell.engine.ledger.OtherProduct;
import io.github.paybell.engine.ledger.WechatEvent;
import io.github.paybell.protocol.v3.V3Envelope;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Messages of other products: what they are called, and which of them are questions. */
final class OtherReading {
  /**
   * Those whose answer is a body with data, so that an empty success would be a wrong answer.
   *
   * @see <a href="https://github.com/wechatpay-im/website/tree/main/webhook/v3">the list of v3
   *     notifications, with the answer that each of these wants</a>
   */
  private static final Set<String> QUESTIONS =
      Set.of(
          "PARKING_FEE.QUERY_TRANS_INFO",
          "ENTRUST.TERMINATE_INQUIRY",
          "ENTRUST.TERMINATE_RETENTION",
          "CROSS_BORDER_PAY.GET_MCH_INFO",
          "CROSS_BORDER_PAY.PUSH_ORDER_INFO");

  private OtherReading() {}

  static OtherProduct v3(V3Envelope envelope, String plaintext) {
    return new OtherProduct(
        WechatEvent.of(envelope.eventType()),
        envelope.originalType().isEmpty() ? null : envelope.originalType(),
        envelope.summary(),
        envelope.createInstant(),
        plaintext,
        QUESTIONS.contains(envelope.eventType()),
        true);
  }

  /**
   * @param fields as they came, {@code sign} included
   */
  static OtherProduct v2(Map<String, String> fields, boolean doubtful) {
    var said = new TreeMap<>(fields);
    // They prove the message; they say nothing.
    said.remove("sign");
    said.remove("nonce_str");
    return new OtherProduct(
        new WechatEvent(v2Name(fields.get("change_type"))),
        null,
        null,
        null,
        OtherProduct.resource(said),
        // No shop is asked by a message that may be another.
        !doubtful && isNativeMode1(fields),
        !doubtful);
  }

  // A contract for deductions was signed or ended (签约、解约结果通知).
  private static String v2Name(@Nullable String changeType) {
    return "ADD".equals(changeType) || "DELETE".equals(changeType)
        ? "CONTRACT." + changeType
        : "V2.UNKNOWN";
  }

  /**
   * Native, mode 1: the payer scanned a code that names a product, and WeChat Pay asks for a
   * prepay_id.
   *
   * @see <a href="https://pay.weixin.qq.com/wiki/doc/api/native.php?chapter=6_4">Native, mode 1</a>
   */
  private static boolean isNativeMode1(Map<String, String> fields) {
    return fields.containsKey("product_id")
        && fields.containsKey("openid")
        && !fields.containsKey("transaction_id")
        && !fields.containsKey("out_trade_no");
  }
}
