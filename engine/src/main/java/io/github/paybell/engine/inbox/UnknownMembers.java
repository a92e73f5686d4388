package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.ledger.V2Promotions;
import io.github.paybell.protocol.v2.V2Payment;
import io.github.paybell.protocol.v3.V3Promotion;
import io.github.paybell.protocol.v3.V3Result;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says once for each account and member that messages have one which is new here, or is not what
 * the documents say. Nothing hangs on it, and the raw message keeps it; no value is told
 * (SILENT_SECRETS). Thread-safe.
 */
final class UnknownMembers {
  private static final Logger log = LoggerFactory.getLogger(UnknownMembers.class);

  /** More than WeChat Pay will ever add; a message with a thousand new names is told in part. */
  private static final int MOST = 500;

  private final Set<String> said = ConcurrentHashMap.newKeySet();

  void of(String account, V2Payment payment) {
    payment
        .unknownFields()
        .forEach(
            (name, value) -> {
              if (!value.isEmpty()) {
                say(account, Api.V2, name);
              }
            });
    if (!V2Promotions.readable(payment.promotionDetail())) {
      say(account, Api.V2, "promotion_detail");
    }
  }

  void of(String account, V3Result result) {
    if (result instanceof V3Result.Payment it) {
      of(account, it.transaction().unknownMembers(), it.transaction().promotionDetail());
    } else if (result instanceof V3Result.CombinedPayment it) {
      of(account, it.transaction().unknownMembers(), List.of());
      for (var order : it.transaction().subOrders()) {
        of(account, order.unknownMembers(), order.promotionDetail());
      }
    } else if (result instanceof V3Result.Refund it) {
      of(account, it.refund().unknownMembers(), List.of());
    }
  }

  private void of(String account, Map<String, String> members, List<V3Promotion> promotions) {
    members.keySet().forEach(name -> say(account, Api.V3, name));
    for (var promotion : promotions) {
      promotion
          .unknownMembers()
          .keySet()
          .forEach(name -> say(account, Api.V3, "promotion_detail." + name));
    }
  }

  private void say(String account, Api api, String name) {
    // A name is WeChat Pay's, but what came is what came.
    var shown = name.replaceAll("[^\\x21-\\x7e]", "?");
    var member = shown.length() > 64 ? shown.substring(0, 64) : shown;
    if (said.size() < MOST && said.add(account + ' ' + api.wireName() + ' ' + member)) {
      log.info(
          "{} messages to account {} have a member that is not read: {} (said once)",
          api.wireName(),
          account,
          member);
    }
  }
}
