package io.github.paybell.wechat;

import com.wechat.pay.java.core.auth.Validator;
import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.MerchantKey;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.protocol.v3.V3Keys;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The calls by API v3, through the official SDK. Thread-safe. A bill may take up to ten minutes,
 * every other call at most 12 s.
 */
final class V3Calls implements WechatPay {
  private final V3Http http;
  private final Clock clock;
  private final V3Placing placing;
  private final V3Orders orders;
  private final V3Refunds refunds;

  /**
   * @param baseUrl where every call goes; a path in it goes before WeChat Pay's own
   * @param clock signs requests and judges how fresh answers are: real time
   */
  V3Calls(URI baseUrl, Clock clock) {
    this(new V3Http(baseUrl), clock);
  }

  V3Calls(V3Http http, Clock clock) {
    this.http = http;
    this.clock = clock;
    this.placing = new V3Placing(clock);
    this.orders = new V3Orders(clock);
    this.refunds = new V3Refunds(clock);
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    return proved(account, (key, client) -> placing.place(client, account, key, placement));
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    return proved(account, (key, client) -> orders.query(client, account, outTradeNo, subMchid));
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    return proved(account, (key, client) -> orders.close(client, account, outTradeNo, subMchid));
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    return proved(account, (key, client) -> refunds.refund(client, account, refund));
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    return proved(
        account,
        (key, client) -> refunds.query(client, account, outTradeNo, outRefundNo, subMchid));
  }

  /**
   * {@inheritDoc}
   *
   * @throws java.io.UncheckedIOException if {@code target} cannot be written
   */
  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    return proved(account, (key, client) -> V3Bills.trade(client, day, target));
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    return signed(
        account,
        (key, ring) ->
            new V3Certificates(ring, clock).download(validator -> client(account, key, validator)));
  }

  /** A call whose answer the account's ring must prove. */
  private <T> Answer<T> proved(Account account, BiFunction<MerchantKey, V3Client, T> call) {
    V3Keys ring = account.v3Keys();
    if (ring != null && ring.serials().isEmpty()) {
      return new Answer.Unable<>(
          "Account "
              + account.name()
              + " holds no platform key, so no answer could be proved. Set paybell.accounts."
              + account.name()
              + ".v3.platform-keys, or download the certificates first.");
    }
    return signed(
        account,
        (key, keys) -> call.apply(key, client(account, key, new V3Validator(keys, clock))));
  }

  private static <T> Answer<T> signed(Account account, BiFunction<MerchantKey, V3Keys, T> call) {
    V3Keys ring = account.v3Keys();
    MerchantKey key = account.merchantKey();
    if (ring == null || key == null) {
      String settings = "paybell.accounts." + account.name() + ".v3.";
      return new Answer.Unable<>(
          "Account "
              + account.name()
              + " can make no calls by API v3: "
              + (ring == null ? "it has no v3 keys. Set " : "it has no merchant key. Set ")
              + (ring == null ? settings + "api-v3-key, " : "")
              + settings
              + "merchant-serial and "
              + settings
              + "merchant-private-key.");
    }
    return V3Outcomes.of(() -> call.apply(key, ring));
  }

  private V3Client client(Account account, MerchantKey key, Validator validator) {
    return new V3Client(http, new V3Credential(account, V3Placing.signer(key), clock), validator);
  }
}
