package io.github.paybell.simulator.messenger;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v3.V3Plaintext;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Terms;
import io.github.paybell.simulator.wire.Product;
import io.github.paybell.simulator.wire.V2Words;
import io.github.paybell.simulator.wire.V3Words;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Puts into words what a merchant is to be told. Immutable and thread-safe. */
final class Notices {
  private static final String PAID = "TRANSACTION.SUCCESS";

  private static final JsonMapper JSON = new JsonMapper();

  private final Dice dice;

  Notices(Dice dice) {
    this.dice = dice;
  }

  /** A payment, by the interface that the order came by. */
  Letter paid(PlatformOrder order) {
    Terms terms = order.terms();
    Content content;
    if (terms.api() == Api.V2) {
      Map<String, String> fields = new LinkedHashMap<>();
      fields.put("return_code", "SUCCESS");
      fields.putAll(V2Words.payment(order));
      fields.put("result_code", "SUCCESS");
      SignType signType = Objects.requireNonNullElse(terms.signType(), SignType.MD5);
      content = new Content.V2Payment(fields, signType);
    } else {
      content = new Content.V3("transaction", "支付成功", V3Plaintext.of(V3Words.payment(order)));
    }
    return new Letter(
        id(terms.mchid(), order.paid().transactionId(), PAID),
        terms.api(),
        PAID,
        terms.mchid(),
        terms.outTradeNo(),
        null,
        terms.notifyUrl(),
        order.paid().paidAt(),
        content);
  }

  /** A combined payment, to the one who combined it. */
  Letter paid(Combination combination, List<PlatformOrder> orders) {
    PlatformOrder first = orders.get(0);
    return new Letter(
        id(combination.combineMchid(), combination.combineOutTradeNo(), PAID),
        Api.V3,
        PAID,
        combination.combineMchid(),
        first.terms().outTradeNo(),
        null,
        combination.notifyUrl(),
        first.paid().paidAt(),
        new Content.V3(
            "transaction", "支付成功", V3Plaintext.of(V3Words.combined(combination, orders))));
  }

  /**
   * A refund that ended, by the interface that it was asked for by.
   *
   * @param notifyUrl where to
   */
  Letter refunded(PlatformOrder order, PlatformRefund refund, String notifyUrl, Instant now) {
    String mchid = order.terms().mchid();
    String eventType = "REFUND." + refund.status();
    Content content;
    if (refund.terms().api() == Api.V2) {
      content = new Content.V2Refund(outer(order.terms()), V2Words.refundInfo(order, refund));
    } else {
      content =
          new Content.V3(
              "refund", summary(refund.status()), V3Plaintext.of(V3Words.refund(order, refund)));
    }
    return new Letter(
        id(mchid, refund.refundId(), eventType),
        refund.terms().api(),
        eventType,
        mchid,
        order.terms().outTradeNo(),
        refund.terms().outRefundNo(),
        notifyUrl,
        now,
        content);
  }

  /**
   * Another product.
   *
   * @param members of the resource that are chosen, by their names
   * @param number another one for each message
   */
  Letter other(
      Product product,
      Merchant merchant,
      String notifyUrl,
      Map<String, String> members,
      long number,
      Instant now) {
    String template =
        product.resource(
            Map.of(
                "mchid", merchant.mchid(),
                "appid", merchant.appid(),
                "openid", merchant.openid(),
                "time", V3Words.time(now),
                "n", dice.digits(24, "product", merchant.mchid())));
    ObjectNode resource = (ObjectNode) JSON.readTree(template);
    members.forEach(resource::put);
    return new Letter(
        id(merchant.mchid(), "product" + number, product.name()),
        product.api(),
        product.eventType(),
        merchant.mchid(),
        null,
        null,
        notifyUrl,
        now,
        product.api() == Api.V2
            ? new Content.V2Payment(fields(resource), SignType.MD5)
            : new Content.V3(product.originalType(), product.summary(), resource.toString()));
  }

  private static Map<String, String> fields(ObjectNode resource) {
    Map<String, String> fields = new LinkedHashMap<>();
    resource.properties().forEach(it -> fields.put(it.getKey(), it.getValue().asString()));
    return fields;
  }

  private static Map<String, String> outer(Terms terms) {
    Map<String, String> outer = new LinkedHashMap<>();
    outer.put("appid", terms.appid());
    outer.put("mch_id", terms.mchid());
    if (terms.subAppid() != null) {
      outer.put("sub_appid", terms.subAppid());
    }
    if (terms.subMchid() != null) {
      outer.put("sub_mch_id", terms.subMchid());
    }
    return outer;
  }

  private static String summary(PlatformRefund.Status status) {
    return switch (status) {
      case SUCCESS -> "退款成功";
      case CLOSED -> "退款关闭";
      case ABNORMAL -> "退款异常";
      case PROCESSING -> throw new IllegalArgumentException("a refund under way is not notified");
    };
  }

  private String id(String mchid, String number, String eventType) {
    return dice.uuid("notification", mchid, number, eventType).toString();
  }
}
