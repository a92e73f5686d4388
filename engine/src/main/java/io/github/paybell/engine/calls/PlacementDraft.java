package io.github.paybell.engine.calls;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.ledger.NewOrder;
import io.github.paybell.protocol.v2.V2Ambiguity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a request becomes for one account: a placement, or why it cannot be one. */
sealed interface PlacementDraft {
  /** It can be sent. */
  record Complete(Placement placement) implements PlacementDraft {}

  /** It cannot. */
  record Refused(PlaceOutcome outcome) implements PlacementDraft {}

  /** Bytes of UTF-8, as refusals of v3 say; v2 takes one less. */
  int MAX_ATTACH = 128;

  /** By which interfaces an account can place orders, the one that is taken by default first. */
  static List<Api> apis(Account account) {
    var apis = new ArrayList<Api>();
    if (account.merchantKey() != null && account.v3Keys() != null) {
      apis.add(Api.V3);
    }
    if (!account.v2Keys().isEmpty()) {
      apis.add(Api.V2);
    }
    return apis;
  }

  static PlacementDraft of(Account account, PlaceRequest request, NotifyUrls urls) {
    var order = request.order();
    var apis = apis(account);
    var asked = request.api();
    if (apis.isEmpty() || (asked != null && !apis.contains(asked))) {
      return new Refused(new PlaceOutcome.Unable(missing(account, asked)));
    }
    var api = asked == null ? byDefault(apis, order.outTradeNo()) : asked;
    var refusal = urls.refusal(account.notifyToken());
    if (refusal != null) {
      return new Refused(new PlaceOutcome.Unable(refusal));
    }
    var wrong = wrong(account, order, api);
    return wrong != null
        ? new Refused(new PlaceOutcome.Invalid(wrong))
        : new Complete(
            new Placement(
                api,
                request.tradeType(),
                order.outTradeNo(),
                Objects.requireNonNull(order.description()),
                order.total(),
                order.currency(),
                urls.of(account.notifyToken()).orElseThrow(),
                appid(account, order),
                order.subMchid(),
                request.openid(),
                request.payerClientIp(),
                order.attach(),
                order.expiresAt()));
  }

  /** The first that takes the number, if one does. */
  private static Api byDefault(List<Api> apis, String outTradeNo) {
    return apis.stream().filter(api -> takes(api, outTradeNo)).findFirst().orElse(apis.get(0));
  }

  private static boolean takes(Api api, String outTradeNo) {
    return api == Api.V2 || WechatPay.V3_NUMBER.matcher(outTradeNo).matches();
  }

  private static String missing(Account account, @Nullable Api asked) {
    var at = "paybell.accounts." + account.name();
    var v3 = at + ".v3 with api-v3-key, merchant-serial and merchant-private-key";
    var v2 = at + ".v2.key";
    return "Account "
        + account.name()
        + " cannot place orders"
        + (asked == null
            ? ": set " + v3 + ", or " + v2
            : asked == Api.V3 ? " by API v3: set " + v3 : " by API v2: set " + v2);
  }

  private static @Nullable String wrong(Account account, NewOrder order, Api api) {
    if (!takes(api, order.outTradeNo())) {
      return "out_trade_no must be 6 to 32 of 0-9 A-Z a-z _ - | * to be placed by API v3";
    }
    var appid = order.appid();
    if (appid == null && account.appids().size() != 1) {
      return "appid must be given: account "
          + account.name()
          + (account.appids().isEmpty() ? " names none" : " has several");
    }
    // Its notification would be disputed: the account does not know them.
    if (appid != null && !account.appids().isEmpty() && !account.appids().contains(appid)) {
      return "appid is none of account " + account.name();
    }
    var subMchid = order.subMchid();
    if (subMchid != null
        && !account.subMchids().isEmpty()
        && !account.subMchids().contains(subMchid)) {
      return "sub_mchid is none of account " + account.name();
    }
    var attach = order.attach();
    int most = api == Api.V3 ? MAX_ATTACH : MAX_ATTACH - 1;
    if (attach != null && attach.getBytes(StandardCharsets.UTF_8).length > most) {
      return "attach must have at most " + most + " bytes of UTF-8";
    }
    return api == Api.V2 && attach != null && V2Ambiguity.isIn(attach)
        ? "attach must not contain & with the name of a v2 notification field and = to be placed by"
            + " API v2: the signature of its notification would fit another message, too; separate"
            + " by ; or use JSON"
        : null;
  }

  private static String appid(Account account, NewOrder order) {
    var appid = order.appid();
    return appid == null ? account.appids().iterator().next() : appid;
  }
}
