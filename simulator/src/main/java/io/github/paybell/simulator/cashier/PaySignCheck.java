package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.cashier.PayVerdict.Opens;
import io.github.paybell.simulator.cashier.PayVerdict.Reason;
import io.github.paybell.simulator.cashier.PayVerdict.Refuses;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformTradeType;
import io.github.paybell.simulator.platform.Prepay;
import io.github.paybell.simulator.platform.Refused;
import io.github.paybell.simulator.platform.Terms;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a page's call opens the cashier, as WeChat does: parameters, the order, the
 * second signature, the authorised directory. Thread-safe.
 */
final class PaySignCheck {
  private static final String PREPAY_ID = "prepay_id=";
  private static final int LONGEST_NONCE = 32;

  private final Platform platform;

  /** The check for a platform's orders and rules. */
  PaySignCheck(Platform platform) {
    this.platform = platform;
  }

  /** The verdict on a call; every fault is a verdict, never an exception. */
  PayVerdict check(PayCall call) {
    Refuses incomplete = incomplete(call);
    if (incomplete != null) {
      return incomplete;
    }
    try {
      Prepay prepay = platform.prepay(call.get("package").substring(PREPAY_ID.length()));
      return check(call, prepay, platform.order(prepay.orders().get(0)).terms());
    } catch (Refused e) {
      return refuses(Reason.PREPAY, "package", String.valueOf(e.getMessage()));
    }
  }

  private PayVerdict check(PayCall call, Prepay prepay, Terms terms) {
    if (prepay.tradeType() != PlatformTradeType.JSAPI) {
      return refuses(Reason.TRADE_TYPE, "package", "the order is " + prepay.tradeType());
    }
    Set<String> appIds = appIds(call, prepay, terms);
    if (appIds.isEmpty()) {
      return refuses(
          Reason.APPID, "appId", "expected " + prepay.appid() + ", was " + call.get("appId"));
    }
    Merchant merchant = platform.merchants().require(prepay.owner());
    PaySignature signature = signature(terms, merchant);
    if (!signature.signType().equals(signType(call))) {
      return refuses(
          Reason.SIGN_TYPE,
          "signType",
          "expected " + signature.signType() + ", was " + signType(call));
    }
    if (appIds.stream().noneMatch(appId -> signature.signs(call, appId))) {
      String appId = appIds.iterator().next();
      return new Refuses(
          Reason.SIGN, "paySign", "", signature.text(call, appId), signature.hints(call, appId));
    }
    return isAuthorised(call, merchant)
        ? new Opens(prepay)
        : refuses(
            Reason.DIRECTORY,
            withoutQuery(call.url()),
            "authorised are " + merchant.payDirectories());
  }

  /** By the interface through which the order was placed; of a combined one, its first order. */
  private PaySignature signature(Terms terms, Merchant merchant) {
    return terms.signType() == null
        ? new RsaPaySignature(merchant.merchantPublicKey())
        : new DigestPaySignature(terms.signType(), merchant, platform.rules().lowerCaseSign());
  }

  private static @Nullable Refuses incomplete(PayCall call) {
    List<String> needed = new ArrayList<>(List.of("timeStamp", "nonceStr", "package", "paySign"));
    if (call.via().needsAppId()) {
      needed.add(0, "appId");
      needed.add("signType");
    }
    for (String name : call.notText()) {
      // On some phones a number works and on others not; WeChat documents text.
      return refuses(Reason.NOT_TEXT, name, "");
    }
    for (String name : needed) {
      if (call.get(name).isEmpty()) {
        return refuses(Reason.MISSING, name, "");
      }
    }
    if (!call.get("timeStamp").matches("[0-9]{10}")) {
      return refuses(
          Reason.MALFORMED, "timeStamp", "seconds, ten digits; was " + call.get("timeStamp"));
    }
    if (call.get("nonceStr").length() > LONGEST_NONCE) {
      return refuses(Reason.MALFORMED, "nonceStr", "at most 32 characters");
    }
    if (!call.get("package").startsWith(PREPAY_ID)) {
      return refuses(Reason.MALFORMED, "package", "prepay_id=…; was " + call.get("package"));
    }
    return null;
  }

  private static Refuses refuses(Reason reason, String subject, String detail) {
    return new Refuses(reason, subject, detail, "", List.of());
  }

  /** Under which appids the call may be signed: the one it names, or any of the order. */
  private static Set<String> appIds(PayCall call, Prepay prepay, Terms terms) {
    Set<String> appIds = new LinkedHashSet<>(List.of(prepay.appid()));
    if (terms.subAppid() != null) {
      appIds.add(terms.subAppid());
    }
    String named = call.get("appId");
    if (!named.isEmpty()) {
      appIds.retainAll(Set.of(named));
    }
    return appIds;
  }

  /** Mini programs may leave it out; the default is as old as v2. */
  private static String signType(PayCall call) {
    String signType = call.get("signType");
    return signType.isEmpty() ? "MD5" : signType;
  }

  private boolean isAuthorised(PayCall call, Merchant merchant) {
    return !platform.rules().payDirectories()
        || !call.via().needsDirectory()
        || merchant.payDirectories().isEmpty()
        || merchant.payDirectories().stream().anyMatch(it -> liesUnder(call.url(), it));
  }

  private static boolean liesUnder(String url, String directory) {
    // WeChat wants the slash at the end; without it "/pay" would also cover "/payroll".
    return withoutQuery(url).startsWith(directory.endsWith("/") ? directory : directory + "/");
  }

  private static String withoutQuery(String url) {
    return url.replaceFirst("[?#].*$", "");
  }
}
