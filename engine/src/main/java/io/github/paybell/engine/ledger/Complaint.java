package io.github.paybell.engine.ledger;

import java.time.Instant;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What a message says of a payer's complaint.
 *
 * @param id complaint_id
 * @param at when it happened; null: WeChat Pay did not say
 * @see <a
 *     href="https://pay.weixin.qq.com/docs/merchant/apis/consumer-complaint/complaint-notifications/complaint-notifications.html">complaint
 *     notification: complaint_id, action_type</a>
 */
record Complaint(String id, Action action, @Nullable Instant at) {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");

  /** What it means for the merchant's time. */
  enum Action {
    /** The payer complains. */
    CREATE,
    /** The payer complains once more, after it was completed. */
    CONTINUE,
    /** The merchant acted: replied, or decided on a refund. */
    ANSWER,
    COMPLETE,
    /** The payer or the platform said something. */
    REMARK
  }

  private static final Set<String> ANSWERS =
      Set.of(
          "MERCHANT_RESPONSE",
          "MERCHANT_APPROVE_REFUND",
          "MERCHANT_REJECT_REFUND",
          "SELLER_REFUND");

  /** Empty: it is about no complaint, or does not say which. */
  static Optional<Complaint> of(OtherProduct said) {
    if (!said.type().name().startsWith("COMPLAINT.")) {
      return Optional.empty();
    }
    var texts = new HashMap<String, String>();
    try (var parser = JSON.createParser(ObjectReadContext.empty(), said.resource())) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = parser.currentName();
        if (parser.nextToken() == JsonToken.VALUE_STRING) {
          texts.put(name, parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      return Optional.empty();
    }
    var id = texts.get("complaint_id");
    return id == null || !ID.matcher(id).matches()
        ? Optional.empty()
        : Optional.of(
            new Complaint(id, action(said.type(), texts.get("action_type")), said.createdAt()));
  }

  private static Action action(WechatEvent type, @Nullable String actionType) {
    if (actionType == null || actionType.equals("CREATE_COMPLAINT")) {
      return type.name().equals("COMPLAINT.CREATE") || actionType != null
          ? Action.CREATE
          : Action.REMARK;
    }
    return actionType.equals("CONTINUE_COMPLAINT")
        ? Action.CONTINUE
        : actionType.endsWith("COMPLETE")
            ? Action.COMPLETE
            : ANSWERS.contains(actionType) ? Action.ANSWER : Action.REMARK;
  }
}
